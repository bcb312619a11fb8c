export { describeFault, describePath, type Fault, type Origin, type Path } from "./fault";
export { type EnvFile, readEnvFile } from "./interpolate/dotenv";
export { type Lookup, substitute, type Substituted } from "./interpolate/template";
export { type LoadedProject, loadProject, type ProjectSource } from "./load-project";
export type { ComposeText } from "./merge/file-source";
export type * from "./project";
