import { runVisible } from "./child";
import { CommandError } from "./command-error";
import { pickHost, readDeployed } from "./deployed";
import { projectFolder, type Stack } from "./stack";

/** `npm run logs -- SERVICE [--follow]`: the last 200 lines of a service's containers, wherever a rollout left them. */
export async function logs(stack: Stack, args: readonly string[]): Promise<number> {
  const service = args.find((word) => !word.startsWith("-"));
  if (service === undefined || !/^[a-z][a-z0-9-]*$/.test(service))
    throw new CommandError("Say which service: npm run logs -- api [--follow]");
  const host = pickHost(await readDeployed(stack), undefined);
  const follow = args.includes("--follow") || args.includes("-f") ? "--follow " : "";
  const remote = `for id in $(docker ps --all --quiet --filter label=berth.service=${service}); do docker logs --timestamps --tail 200 ${follow}"$id"; done`;
  return runVisible(["ssh", "-F", host.sshConfig, host.name, remote], {}, projectFolder);
}
