import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const repository = resolve(__dirname, "../..");

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The scripts of CI in a folder of their own, with stand-ins for the programs that they call. */
export class CiFolder {
  readonly folder = mkdtempSync(join(tmpdir(), "berth-ci-"));

  constructor() {
    for (const name of [".ci", ".github", ".gitlab"])
      cpSync(join(repository, name), join(this.folder, name), { recursive: true });
    mkdirSync(join(this.folder, "bin"));
  }

  write(path: string, text: string): void {
    mkdirSync(join(this.folder, path, ".."), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  read(path: string): string {
    return existsSync(join(this.folder, path)) ? readFileSync(join(this.folder, path), "utf8") : "";
  }

  /** A program on PATH that notes its arguments, a line a call, in `<name>.calls` and then does what `body` says. */
  program(name: string, body: string): void {
    this.write(`bin/${name}`, `#!/usr/bin/env bash\necho "$*" >>"${this.folder}/${name}.calls"\n${body}\n`);
    chmodSync(join(this.folder, "bin", name), 0o755);
  }

  calls(name: string): readonly string[] {
    const text = this.read(`${name}.calls`);
    return text === "" ? [] : text.trimEnd().split("\n");
  }

  run(
    script: string,
    args: readonly string[] = [],
    environment: Readonly<Record<string, string>> = {},
    input = "",
  ): Ran {
    const { status, stdout, stderr } = spawnSync("bash", [join(this.folder, script), ...args], {
      cwd: tmpdir(),
      encoding: "utf8",
      input,
      timeout: 60_000,
      env: { HOME: this.folder, PATH: `${join(this.folder, "bin")}:${process.env.PATH ?? ""}`, ...environment },
    });
    return { code: status, stdout, stderr };
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true });
  }
}
