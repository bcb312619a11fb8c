import { parseCompose } from "../../../infra/compose/parse-compose";
import { everyFolder, source } from "./compose-text";

const projectFiles = {
  readFile: () => undefined,
  kindOf: (path: string) => (path === "/app/images/web.tar" ? "file" : everyFolder.kindOf(path)) as "file" | "folder",
};
const parsed = (text: string, options = {}) => parseCompose(source(text, { projectFiles, ...options }));
const web = (lines: string) => parsed(`services:\n  web:\n    image: web:1\n    ${lines}\n`);

test("an image comes from an archive, relative to the compose file; image names it for Compose alone", () => {
  const [service] = web("x-berth: { archive: ./images/../images/web.tar }").services;
  expect([service?.archive, service?.image, service?.build]).toEqual(["images/web.tar", undefined, undefined]);
});

test("what an archive does not go with is reported at its place", () => {
  expect(() => web("x-berth: { archive: ./none.tar }\n    build: ./web")).toThrow(
    /services.web.x-berth.archive: can't stand beside build.*\n.*services.web.x-berth.archive: must lead to a file that exists/,
  );
  expect(() => web("x-berth: { archive: ./web.tgz }")).toThrow(
    /services.web.x-berth.archive: must be the path of a .tar file that docker save/,
  );
  expect(
    web("x-berth: { archive: ./images/web.tar }\n    pull_policy: always\n    platform: linux/amd64").notices,
  ).toEqual([
    expect.stringMatching(/services.web.pull_policy: has no effect/),
    expect.stringMatching(/services.web.platform: has no effect/),
  ]);
});

test("VMs without Docker take no image, in an archive or not", () => {
  const text = "services:\n  web:\n    image: web:1\n    x-berth: { archive: ./images/web.tar }\n";
  expect(() => parsed(text, { hosts: "own" })).toThrow(/services.web.build: must be given/);
});
