import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Backend } from "../../../../packages/engine/stack/backend";
import {
  checkpointPath,
  createStack,
  listStacks,
  openBackend,
  readStack,
  removeStack,
  writeStack,
} from "../../../../packages/engine/stack/backend";
import { recordUpdate } from "../../../../packages/engine/stack/history";
import { scratchFolder } from "../support/scratch-folder";

const folder = scratchFolder();
const stack = { project: "shop", stack: "dev" };

function open(): Backend {
  mkdirSync(join(folder(), "state"), { recursive: true });
  return openBackend("file://./state", folder());
}

const inState = (...parts: string[]) => join(folder(), "state/.pulumi", ...parts);

test("a new backend has Pulumi's project layout, readable by its owner only", () => {
  expect(open()).toEqual({ url: "file://./state", root: join(folder(), "state") });
  expect(readFileSync(inState("meta.yaml"), "utf8")).toBe("version: 1\n");
  expect(statSync(inState()).mode & 0o777).toBe(0o700);
});

test("URLs are absolute, relative to the folder, or of the home folder", () => {
  for (const name of ["abs", "up", "sub"]) mkdirSync(join(folder(), name));
  expect(openBackend(`file://${folder()}/abs?no_tmp_dir=true`, "/elsewhere").root).toBe(join(folder(), "abs"));
  expect(openBackend("file://../up", join(folder(), "sub")).root).toBe(join(folder(), "up"));
  writeFileSync(join(folder(), "file"), "");
  expect(() => openBackend("file://./file", folder())).toThrow(/^open backend file:\/\/\.\/file: ENOTDIR/);
});

test("a folder that is not there is not made: it would begin a second, empty state", () => {
  expect(() => openBackend("file://./state", folder())).toThrow(
    `open backend file://./state: there is no folder ${folder()}/state: make it; ` +
      "a relative URL starts from the folder that the command runs in",
  );
  expect(() => openBackend(`file://${folder()}/x`, "/")).toThrow(
    new Error(`open backend file://${folder()}/x: there is no folder ${folder()}/x: make it`),
  );
});

test.each(["s3://bucket", "azblob://x", "gs://x", "https://api.example.org", "postgres://u:p@h/d", "./state"])(
  "%s is refused",
  (url) => {
    const shown = url.replace("u:p@", "");
    expect(() => openBackend(url, folder())).toThrow(
      `open backend ${shown}: this engine keeps state in files only; give a file:// URL, or put the pulumi CLI, which can use this backend, on PATH`,
    );
  },
);

test("a stack is created once, written with the former text as .bak, listed and read", () => {
  const backend = open();
  expect(readStack(backend, stack)).toBeUndefined();
  createStack(backend, stack, "{}");
  expect(() => createStack(backend, stack, "{}")).toThrow("create stack dev: it exists already");
  writeStack(backend, stack, "{1}");
  writeStack(backend, stack, "{2}");
  expect([readStack(backend, stack), readFileSync(`${checkpointPath(backend, stack)}.bak`, "utf8")]).toEqual([
    "{2}",
    "{1}",
  ]);
  createStack(backend, { ...stack, stack: "a.b" }, "{}");
  expect(listStacks(backend, "shop")).toEqual(["a.b", "dev"]);
  expect(listStacks(backend, "other")).toEqual([]);
  expect(readdirSync(inState("stacks/shop")).sort()).toEqual(["a.b.json", "dev.json", "dev.json.bak"]);
  expect(statSync(checkpointPath(backend, stack)).mode & 0o777).toBe(0o600);
});

test.each(["", ".", "..", "../x", "a/b", "a b", "x".repeat(101), "é"])("stack name %j is refused", (name) => {
  expect(() => checkpointPath(open(), { ...stack, stack: name })).toThrow(
    `open stack "${name}": a name is 1 to 100 letters`,
  );
});

test("a removed stack leaves its last state as .bak and its backups, and can be made again", () => {
  const backend = open();
  createStack(backend, stack, '{"version":3,"checkpoint":{"stack":"s"}}');
  update(backend);
  removeStack(backend, stack);
  expect(readdirSync(inState("stacks/shop"))).toEqual(["dev.json.bak"]);
  expect([existsSync(inState("history/shop/dev")), readdirSync(inState("backups/shop/dev")).length]).toEqual([
    false,
    1,
  ]);
  expect(readStack(backend, stack)).toBeUndefined();
});

test("a state that went away though it had resources is not taken for a new stack", () => {
  const backend = open();
  const text = JSON.stringify({
    version: 3,
    checkpoint: { latest: { manifest: {}, resources: [{ urn: "u", type: "t" }] } },
  });
  writeStack(backend, stack, text);
  writeStack(backend, stack, text);
  const path = checkpointPath(backend, stack);
  rmSync(path);
  expect(() => readStack(backend, stack)).toThrow(
    `read state ${path}: it is gone, yet the state before the last write had resources: copy ${path}.bak to it`,
  );
  writeFileSync(`${path}.bak`, "cut o");
  expect(() => readStack(backend, stack)).toThrow("it is gone");
});

test("compressed state, the old layout and a layout of the future are refused", () => {
  const backend = open();
  mkdirSync(inState("stacks/shop"), { recursive: true });
  writeFileSync(`${checkpointPath(backend, stack)}.gz`, "");
  expect(() => readStack(backend, stack)).toThrow("dev.json.gz: compressed state is not supported");
  writeFileSync(inState("meta.yaml"), "version: 2\n");
  expect(open).toThrow("version 2 is not 1");
  writeFileSync(inState("meta.yaml"), "version: 0\n");
  expect(open).toThrow("run: pulumi state upgrade");
  rmSync(inState("meta.yaml"));
  writeFileSync(inState("stacks/old.json"), "{}");
  expect(open).toThrow("its stacks are not kept by project; run: pulumi state upgrade");
});

test("reports a checkpoint that cannot be read with its .bak", () => {
  const backend = open();
  mkdirSync(checkpointPath(backend, stack), { recursive: true });
  expect(() => readStack(backend, stack)).toThrow(
    `(the one before it is ${checkpointPath(backend, stack)}.bak): EISDIR`,
  );
});

test("reports a full disk with the fix, and the old state stays whole", () => {
  const backend = open();
  createStack(backend, stack, "old");
  const temporary = inState("stacks/shop/.dev.json.tmp");
  symlinkSync("/dev/full", temporary);
  expect(() => writeStack(backend, stack, "new")).toThrow(
    "the disk is full; free some space and run the command again (ENOSPC)",
  );
  expect(readStack(backend, stack)).toBe("old");
  expect(existsSync(temporary)).toBe(false);
});

test("what a killed process left half written does not disturb the next write", () => {
  const backend = open();
  createStack(backend, stack, "old");
  const temporary = inState("stacks/shop/.dev.json.tmp");
  writeFileSync(temporary, "half of a very long t");
  chmodSync(temporary, 0o600);
  writeStack(backend, stack, "new");
  expect([readStack(backend, stack), readdirSync(inState("stacks/shop")).sort()]).toEqual([
    "new",
    ["dev.json", "dev.json.bak"],
  ]);
});

test("an update is in the history as the CLI writes it, with copies of the state", () => {
  const backend = open();
  createStack(backend, stack, "the state");
  update(backend);
  const [checkpoint, history] = readdirSync(inState("history/shop/dev")).sort();
  expect([checkpoint, history]).toEqual([
    "dev-1767323045678000000.checkpoint.json",
    "dev-1767323045678000000.history.json",
  ]);
  expect(JSON.parse(readFileSync(inState("history/shop/dev", history ?? ""), "utf8"))).toEqual({
    kind: "update",
    startTime: 1767323044,
    endTime: 1767323045,
    message: "first",
    environment: { "exec.kind": "berth" },
    config: { "shop:a": "1", "shop:b": { secure: "v1:x" } },
    version: 0,
    result: "succeeded",
    resourceChanges: { create: 2 },
  });
  expect(readFileSync(inState("history/shop/dev", checkpoint ?? ""), "utf8")).toBe("the state");
  expect(readFileSync(inState("backups/shop/dev/dev.1767323045678000000.json"), "utf8")).toBe("the state");
});

function update(backend: Backend): void {
  recordUpdate(backend, stack, {
    kind: "update",
    startTime: new Date("2026-01-02T03:04:04.000Z"),
    endTime: new Date("2026-01-02T03:04:05.678Z"),
    message: "first",
    environment: { "exec.kind": "berth" },
    config: { "shop:a": "1", "shop:b": { secure: "v1:x" } },
    result: "succeeded",
    resourceChanges: { create: 2 },
  });
}
