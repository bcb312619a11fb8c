import { backupsText } from "../../../packages/cli/backups";

test("a kept backup is a line with its time, its id and what it is of", () => {
  const kept = [
    { host: "web", target: "service:db", id: "0123abcd", at: "2026-11-02T03:00:07.68Z" },
    { host: "web-2", target: "volume:files", id: "4567cdef", at: "2026-11-01T03:00:07.68Z" },
  ];
  expect(backupsText(kept)).toBe(
    "2026-11-02 03:00  0123abcd  service:db on web\n2026-11-01 03:00  4567cdef  volume:files on web-2\n",
  );
  expect(backupsText([])).toBe("No backup is kept yet: `npx berth backup` makes one now.\n");
});
