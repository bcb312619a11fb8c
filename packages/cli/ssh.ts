import { runVisible } from "./child";
import { pickHost, readRunning } from "./deployed";
import { projectFolder, type Stack } from "./stack";

/** `npm run ssh -- [--admin] [--host NAME] [command …]`: a shell on a host as the login user, or as the administrator. */
export async function ssh(stack: Stack, args: readonly string[]): Promise<number> {
  const rest = [...args];
  const admin = take(rest, "--admin", 1).length > 0;
  const [, name] = take(rest, "--host", 2);
  const host = pickHost(await readRunning(stack), name);
  return runVisible(
    ["ssh", "-F", host.sshConfig, admin ? `${host.name}-admin` : host.name, ...rest],
    {},
    projectFolder,
  );
}

function take(args: string[], option: string, words: number): string[] {
  const index = args.indexOf(option);
  return index < 0 ? [] : args.splice(index, words);
}
