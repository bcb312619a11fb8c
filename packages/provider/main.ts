import { version } from "../../package.json";
import { kinds } from "./provider";
import { serve } from "./server/serve";

const engine = process.argv.slice(2).find((argument) => !argument.startsWith("-"));

void serve(kinds, { version, engine }).catch((error: unknown) => {
  process.stderr.write(`serve the provider berth: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
