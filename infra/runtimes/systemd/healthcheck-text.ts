import type { HealthcheckModel } from "../../compose/service-model";
import { shellWord } from "./shell-word";

/** The service's health check as a program: exit code 0 is healthy. */
export function healthcheckText({ test, timeoutMs }: HealthcheckModel): string {
  const [kind, ...words] = test;
  const argv = kind === "CMD-SHELL" ? ["/bin/sh", "-c", ...words] : words;
  return `#!/bin/sh\nexec timeout ${timeoutMs / 1000} ${argv.map(shellWord).join(" ")}\n`;
}
