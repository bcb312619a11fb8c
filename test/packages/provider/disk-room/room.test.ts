import { parseRoom, reserveOf, sizeText } from "../../../../packages/provider/disk-room/room";

const gib = 2 ** 30;

test.each([
  [4, "205 MiB"],
  [12, "614 MiB"],
  [20, "1.0 GiB"],
  [16_384, "1.0 GiB"],
])("of %i GiB stay free: %s", (size, text) => {
  expect(sizeText(reserveOf({ sizeBytes: size * gib }))).toBe(text);
});

test.each([
  ["  5 100\n", { freeBytes: 5, sizeBytes: 100 }],
  ["df: /var/lib/docker: No such file or directory", undefined],
  ["", undefined],
])("df's %j is %j", (printed, room) => {
  expect(parseRoom(printed)).toEqual(room);
});
