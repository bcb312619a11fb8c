import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { BerthProgram } from "./support/berth-program";
import { refusedByGate } from "./support/refused-by-gate";

jest.setTimeout(240_000);

const program = new BerthProgram();
afterAll(() => program.dispose());

test("the gate of a host lets every container of another application through: routes, jobs, shared volumes, files, folders", async () => {
  cpSync(resolve(__dirname, "../e2e/application"), join(program.folder, "application"), { recursive: true });
  const path = join(program.folder, "application/compose.yaml");
  program.configure(
    `  berth:composeFiles: ["${path}"]\n  berth:composeVariables: { REGISTRY: "10.0.2.2:8443", TAG: "1" }\n`,
  );
  const { summary } = await program.run("up");
  expect(program.errors()).toEqual([]);
  expect(summary.result).toBe("succeeded");
  const { containers, refused } = refusedByGate(program);
  expect(containers).toBeGreaterThanOrEqual(8);
  expect(refused).toEqual([]);
});
