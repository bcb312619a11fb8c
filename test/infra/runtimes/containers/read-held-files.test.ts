import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { createHash } from "node:crypto";
import type { ComposeModel, ServiceModel } from "../../../../infra/compose/service-model";
import { readHeldFiles } from "../../../../infra/runtimes/containers/read-held-files";
import { imageService } from "./sample-service";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "berth-held-"));
  mkdirSync(join(folder, "conf/deep"), { recursive: true });
  writeFileSync(join(folder, "conf/b.conf"), "b");
  writeFileSync(join(folder, "conf/deep/a.sh"), "a");
  chmodSync(join(folder, "conf/deep/a.sh"), 0o700);
  writeFileSync(join(folder, "one.conf"), "one");
  chmodSync(join(folder, "one.conf"), 0o600);
});

afterEach(() => rmSync(folder, { recursive: true }));

test("reads a folder in the order of its paths, links to files of the project as files, with modes for any user", () => {
  symlinkSync("../one.conf", join(folder, "conf/c.conf"));
  mkdirSync(join(folder, "conf/nothing"));
  expect(read({ files: [{ source: "conf", target: "/conf" }] })).toEqual([
    {
      target: "/conf",
      isFolder: true,
      files: [
        held("b.conf", { source: "conf/b.conf", text: "b" }),
        held("c.conf", { source: "conf/c.conf", text: "one" }),
        held("deep/a.sh", { source: "conf/deep/a.sh", text: "a", permissions: "0755" }),
      ],
    },
  ]);
});

test("reads a single file, and the file of a config", () => {
  const service = { files: [{ source: "one.conf", target: "/one" }], configMounts: [{ config: "b", target: "/b" }] };
  const configs = [
    { name: "b", file: "conf/b.conf" },
    { name: "unused", file: "nowhere" },
  ];
  expect(read(service, configs)).toEqual([
    { target: "/one", isFolder: false, files: [held("", { source: "one.conf", text: "one" })] },
    {
      target: "/b",
      isFolder: false,
      files: [held("", { source: "conf/b.conf", text: "b", permissions: "0444" })],
    },
  ]);
});

test("reports all that can't go to a host at once", () => {
  symlinkSync("/etc/passwd", join(folder, "conf/out"));
  symlinkSync("nowhere", join(folder, "conf/lost"));
  writeFileSync(join(folder, "big"), "");
  truncateSync(join(folder, "big"), 11 * 1024 * 1024);
  mkdirSync(join(folder, "many"));
  for (let index = 0; index < 1001; index++) writeFileSync(join(folder, `many/${index}`), "");
  const files = ["conf", "big", "many", "gone"].map((source) => ({ source, target: `/${source}` }));
  const configs = [{ name: "folder", file: "conf/deep" }];
  const label = relative(process.cwd(), folder);
  expect(() => read({ files, configMounts: [{ config: "folder", target: "/c" }] }, configs)).toThrow(
    [
      `${label}: services.web.volumes: conf lost is neither a file, a folder, nor a link to a file of the project`,
      `${label}: services.web.volumes: conf out is neither a file, a folder, nor a link to a file of the project`,
      `${label}: services.web.volumes: big has 11 MiB of files, at most 10 can be mounted: copy them into the image instead`,
      `${label}: services.web.volumes: many has more than 1000 files: copy them into the image instead`,
      `${label}: services.web.volumes: gone is neither a file nor a folder`,
      `${label}: services.web.configs: conf/deep is a folder, a config is a file`,
    ].join("\n"),
  );
});

test("limits the files of all mounts of a service together", () => {
  for (const name of ["x", "y"]) {
    writeFileSync(join(folder, name), "");
    truncateSync(join(folder, name), 6 * 1024 * 1024);
  }
  const files = ["x", "y"].map((source) => ({ source, target: `/${source}` }));
  expect(() => read({ files })).toThrow(
    "services.web: has 12 MiB of files, at most 10 can be mounted: copy them into the image instead",
  );
});

function read(changes: Partial<ServiceModel>, configs: ComposeModel["configs"] = []) {
  const compose = { name: "shop", networks: [], volumes: [], secrets: [], configs, services: [imageService(changes)] };
  return readHeldFiles(compose, folder).get("web");
}

interface Expected {
  readonly source: string;
  readonly text: string;
  readonly permissions?: string;
}

function held(path: string, { source, text, permissions = "0644" }: Expected) {
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { path, permissions, source: { source: relative(process.cwd(), join(folder, source)), sha256 } };
}
