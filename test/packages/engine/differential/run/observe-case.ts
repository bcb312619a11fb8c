import { FakeCloud } from "../../support/fake-provider";
import type { Scenario } from "../../support/scenario";
import type { DifferentialCase, Observed } from "../differential-case";
import { applyBehaviour } from "./apply-behaviour";
import { CaseStack } from "./case-stack";
import { observeCli } from "./observe-cli";
import { observeEngine } from "./observe-engine";
import { serveCloud } from "./serve-cloud";

const observers = { cli: observeCli, engine: observeEngine };

/** What each step of a case does in one of the engines, and what the engine printed. */
export async function observeCase(
  { steps, json = false }: DifferentialCase,
  engine: keyof typeof observers,
): Promise<readonly Observed[]> {
  const cloud = new FakeCloud();
  cloud.readsInputs = true;
  const stack = new CaseStack();
  const server = await serveCloud(cloud);
  const port = server.address.split(":").at(-1) ?? "";
  const observations: Observed[] = [];
  let program: Scenario = {};
  try {
    for (const step of steps) {
      program = step.program ?? program;
      applyBehaviour(cloud, step.cloud);
      if (step.interrupted !== undefined) stack.interrupt(step.interrupted);
      observations.push(await observers[engine]({ stack, cloud, port, step, program, json }));
    }
  } finally {
    server.close();
    stack.dispose();
  }
  return observations;
}
