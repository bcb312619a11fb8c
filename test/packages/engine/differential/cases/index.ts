import { aliases } from "./aliases";
import { failures } from "./failures";
import { imports } from "./imports";
import { json } from "./json";
import { lifecycle } from "./lifecycle";
import { options } from "./options";
import { providers } from "./providers";
import { reads } from "./reads";
import { refresh } from "./refresh";
import { replacement } from "./replacement";
import { targets } from "./targets";
import { values } from "./values";

/** The cases by the file of their recording. */
export const cases = {
  aliases,
  failures,
  imports,
  json,
  lifecycle,
  options,
  providers,
  reads,
  refresh,
  replacement,
  targets,
  values,
};
