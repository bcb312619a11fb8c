import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import {
  loadInput,
  loadScript,
  type PolicyText,
  presenceScript,
  removeScript,
} from "../../../../packages/provider/policy-module/semodule-script";
import { scratchFolder } from "../scratch-folder";

const scratch = scratchFolder();
const done = join(scratch, "done");
const [a, b]: [PolicyText, PolicyText] = [
  { name: "berth_a", cil: '(type "a")\n$(id) \'', digest: "a".repeat(64) },
  { name: "berth_b", cil: "(type b)\n", digest: "b".repeat(64) },
];

/** Proves the shell text, not semodule: that is e2e's. This one lists what a test says and notes what it is given. */
function run(script: string, listed: string, input = ""): string {
  writeFileSync(join(scratch, "sudo"), '#!/bin/sh\nexec "$@"\n');
  writeFileSync(
    join(scratch, "semodule"),
    `#!/bin/sh\nif [ "$1" = -l ]; then printf '${listed}'; exit; fi\necho "$@" >>${done}\nfor f in *.cil; do [ ! -e "$f" ] || cat "$f" >>${done}; done\n`,
  );
  for (const name of ["sudo", "semodule"]) chmodSync(join(scratch, name), 0o755);
  writeFileSync(done, "");
  execFileSync("sh", ["-c", script], {
    input,
    env: { ...process.env, PATH: `${scratch}:${process.env["PATH"] ?? ""}` },
  });
  return readFileSync(done, "utf8");
}

test("loads several modules at once, byte for byte", () => {
  expect(run(loadScript, "docker sha256:0\\n", loadInput([a, b]))).toBe(`-i berth_a.cil berth_b.cil\n${a.cil}${b.cil}`);
});

test("leaves out a module that is loaded with the same text, not one whose text differs", () => {
  const listed = `berth_a sha256:${a.digest}\\nberth_b sha256:${"0".repeat(64)}\\n`;
  expect(run(loadScript, listed, loadInput([a, b]))).toBe(`-i berth_b.cil\n${b.cil}`);
});

test("loads nothing when all are loaded, and leaves no file", () => {
  const listed = `berth_a sha256:${a.digest}\\nberth_b sha256:${b.digest}\\n`;
  expect(run(loadScript, listed, loadInput([a, b]))).toBe("");
  expect(existsSync(join(scratch, "berth_a.cil"))).toBe(false);
});

test("reports whether a module is there", () => {
  expect(() => run(presenceScript("no_such_module"), "")).toThrow();
});

test("removes a module that is there, and none whose name only begins the same", () => {
  expect(run(removeScript("berth_a"), "berth_a\\n")).toBe("-r berth_a\n");
  expect(run(removeScript("berth_a"), "berth_ab\\n")).toBe("");
});
