import type { GoalResolver } from "./goal-resolver";
import type { PropertyMap } from "@berth/model/property";
import type { Reader } from "../execute/reader";
import type { Registrar } from "../execute/registrar";
import type { Run } from "../execute/run";

/** What the monitor of one program needs. */
export interface MonitorContext {
  readonly run: Run;
  readonly project: string;
  readonly stack: string;
  readonly projectFolder: string;
  /** Relative paths of assets start here. */
  readonly programFolder: string;
  readonly parallel: number;
  readonly registrar: Registrar;
  readonly reader: Reader;
  readonly resolver: GoalResolver;
  /** Called once, when the program has registered everything; it lives on until this resolves. */
  readonly onProgramDone: () => Promise<void>;
  readonly onStackOutputs: (outputs: PropertyMap) => void;
}
