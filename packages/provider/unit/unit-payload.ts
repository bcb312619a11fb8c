import { chmod } from "node:fs/promises";
import { join } from "node:path";

import { bundleProgram } from "./bundle-program";
import { copyTo, planText, writeTo } from "./laid-files";
import { packed } from "./sent-script";
import type { UnitInputs } from "@berth/resources/host-types";
import { releaseOf } from "./unit-inputs";

export const applyScript = "apply-unit.sh";

/** What the script works on: its plan, and the release where the host has not got it. */
export function unitPayload(inputs: UnitInputs, { withRelease }: { withRelease: boolean }): Promise<string> {
  return packed(applyScript, async (folder) => {
    await writeTo(join(folder, "plan"), unitPlan(inputs));
    if (withRelease) await layRelease(inputs, join(folder, "release"));
  });
}

function unitPlan(inputs: UnitInputs): string {
  const { service, owner, mountPoints, volumes, health } = inputs;
  return planText({
    SERVICE: service,
    RELEASE: releaseOf(inputs),
    OWNER: owner.uid,
    GROUP: owner.gid,
    MOUNT_POINTS: mountPoints,
    VOLUMES: volumes,
    HEALTH_LIMIT: health.limitSeconds,
    HEALTH_EVERY: health.everySeconds,
  });
}

async function layRelease({ texts, files, bundle }: UnitInputs, folder: string): Promise<void> {
  for (const [name, text] of Object.entries(texts)) await writeTo(join(folder, name), text);
  await chmod(join(folder, "healthcheck"), 0o755);
  for (const [path, source] of Object.entries(files)) await copyTo(join(folder, "files", path), source);
  if (bundle !== undefined) await bundleProgram(bundle, join(folder, "files", bundle.to));
}
