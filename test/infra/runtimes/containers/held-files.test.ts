import { type Held, heldMounts } from "../../../../infra/runtimes/containers/held-files";
import type { Tree } from "../../../../infra/runtimes/containers/read-tree";
import { imageService } from "./sample-service";

const one = (path: string, permissions: "0644" | "0755" = "0644"): Tree["files"][number] => ({
  path,
  source: `shop/${path}`,
  permissions,
  bytes: 1,
  sha256: "ab",
});

const trees: Held["trees"] = new Map([
  ["nginx.conf", { isFolder: false, files: [one("")], faults: [] }],
  ["conf.d", { isFolder: true, files: [one("a.conf"), one("run.sh", "0755")], faults: [] }],
  ["empty", { isFolder: true, files: [], faults: [] }],
]);
const keep = { path: ".keep", permissions: "0644", content: "\n" };
const source = (path: string) => ({ source: `shop/${path}`, sha256: "ab" });

test("mounts a file, a folder with its modes, and an empty folder that is there", () => {
  const files = [
    { source: "nginx.conf", target: "/etc/nginx/nginx.conf" },
    { source: "conf.d", target: "/etc/nginx/conf.d" },
    { source: "empty", target: "/docker-entrypoint-initdb.d" },
  ];
  expect(heldMounts(imageService({ files }), { trees, configs: [] })).toEqual([
    {
      target: "/etc/nginx/nginx.conf",
      isFolder: false,
      files: [{ path: "", permissions: "0644", source: source("") }],
    },
    {
      target: "/etc/nginx/conf.d",
      isFolder: true,
      files: [
        { path: "a.conf", permissions: "0644", source: source("a.conf") },
        { path: "run.sh", permissions: "0755", source: source("run.sh") },
      ],
    },
    { target: "/docker-entrypoint-initdb.d", isFolder: true, files: [keep] },
  ]);
});

test("mounts configs by their attributes, by default readable for all", () => {
  const configs = [
    { name: "text", content: "a: 1\n" },
    { name: "file", file: "nginx.conf" },
  ];
  const configMounts = [
    { config: "text", target: "/text" },
    { config: "file", target: "/etc/file", uid: "103", gid: "104", mode: 0o40 },
  ];
  expect(heldMounts(imageService({ configMounts }), { trees, configs })).toEqual([
    { target: "/text", isFolder: false, files: [{ path: "", permissions: "0444", content: "a: 1\n" }] },
    {
      target: "/etc/file",
      isFolder: false,
      files: [{ path: "", permissions: "0040", owner: "103", group: "104", source: source("") }],
    },
  ]);
});

test("has a place in a read-only folder for all that is mounted within it", () => {
  const service = imageService({
    files: [
      { source: "conf.d", target: "/app" },
      { source: "nginx.conf", target: "/app/sub/nginx.conf" },
      { source: "nginx.conf", target: "/app/a.conf" },
    ],
    volumes: [{ volume: "modules", target: "/app/node_modules/", readOnly: false }],
    tmpfs: [
      { target: "/app/tmp", options: [] },
      { target: "/apple", options: [] },
    ],
    folderMounts: [{ folder: "data", target: "/app/data", readOnly: false }],
  });
  const [app] = heldMounts(service, { trees, configs: [] });
  expect(app?.files.map(({ path }) => path)).toEqual([
    "a.conf",
    "run.sh",
    "sub/nginx.conf",
    "node_modules/.keep",
    "data/.keep",
    "tmp/.keep",
  ]);
});
