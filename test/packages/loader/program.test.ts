import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { tryCommand } from "../../../packages/process/run-command";

const root = resolve(__dirname, "../../..");
const folder = mkdtempSync(join(root, "node_modules", ".loader-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a program prints that Node.js starts with the loader. */
async function output(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  writeFileSync(file, text);
  const argv = [process.execPath, "--require", "@berth/loader/program", file] as const;
  const { stdout, stderr } = await tryCommand(argv, { cwd: root, limitMs: 60_000 });
  return stdout + stderr;
}

test("the SDK loads neither the TypeScript compiler nor Arborist, and a TypeScript program runs", async () => {
  const text = `import * as pulumi from "@pulumi/pulumi";
    const loaded = Object.keys(require.cache).filter((path) => /node_modules.(typescript|@npmcli.arborist)./.test(path));
    const answer: number = pulumi.Output.isInstance(pulumi.output(1)) ? loaded.length : -1;
    console.log(answer);`;
  expect(await output("program.ts", text)).toBe("0\n");
});

test("what waits is loaded by its first use: a function is serialized as ever", async () => {
  const text = `const pulumi = require("@pulumi/pulumi");
    const add = 2;
    pulumi.runtime.serializeFunction((one) => one + add).then(({ text }) => console.log(text.includes("one + add")));
    console.log(typeof require("typescript").version, Object.keys(require("@npmcli/arborist")).includes("Arborist"));
    console.log("ScriptTarget" in require("typescript"));`;
  expect(await output("closure.js", text)).toBe("string true\ntrue\ntrue\n");
});
