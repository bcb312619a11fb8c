import type { PlannedStep, Preview } from "../../../../packages/review/preview";

/** The preview with its containers again and again, until so many resources change. */
export function manyServices(preview: Preview, count: number): Preview {
  const containers = preview.steps.filter(({ type }) => type === "docker:index/container:Container");
  const steps: PlannedStep[] = [...preview.steps];
  for (let number = 0; steps.length < count + preview.steps.length; number += 1) {
    for (const step of containers) steps.push(renamed(step, `${step.name}-${number}`));
  }
  return { ...preview, steps };
}

function renamed(step: PlannedStep, name: string): PlannedStep {
  return { ...step, name, urn: step.urn.replace(/[^:]*$/, name) };
}
