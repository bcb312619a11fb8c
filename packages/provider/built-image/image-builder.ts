import type { ImageBuildInputs } from "@berth/resources/host-types";
import type { Operation } from "../resource-kind";
import type { StagedContext } from "./stage-context";

export interface BuildTask {
  /** The name that the image gets. */
  readonly image: string;
  readonly build: ImageBuildInputs;
  readonly staged: StagedContext;
  /** Where the image's archive is put, in one step. */
  readonly archive: string;
}

/** Builds an image on this computer and writes its archive; rejects with the failed step and the end of the log. */
export type ImageBuilder = (operation: Operation, task: BuildTask) => Promise<void>;
