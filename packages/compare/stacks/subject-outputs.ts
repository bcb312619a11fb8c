import type { Deployed, DeployedHost } from "@berth/cli/deployed";
import * as v from "valibot";

/** The outputs of a stack, as far as a comparison reads them. */
export interface SubjectOutputs extends Pick<Deployed, "url" | "runtime"> {
  readonly hosts: readonly (Pick<DeployedHost, "name" | "sshConfig" | "services"> & {
    readonly privateAddress?: string;
  })[];
}

const outputs = v.object({
  url: v.exactOptional(v.string()),
  runtime: v.exactOptional(v.picklist(["containers", "vms"])),
  hosts: v.array(
    v.object({
      name: v.string(),
      sshConfig: v.string(),
      services: v.array(v.string()),
      privateAddress: v.exactOptional(v.string()),
    }),
  ),
});

/** Parses what `outputs --json` prints; throws if it is anything else. */
export function parseOutputs(text: string): SubjectOutputs {
  return v.parse(outputs, JSON.parse(text));
}
