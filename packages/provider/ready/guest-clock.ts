import { type RemoteHost, runRemote } from "../ssh-access/remote-command";
import { adminAlias } from "../ssh-access/ssh-files";

const limitMs = 60_000;

/** The machine's own clock goes on while the guest is paused; a difference of a second is one of rounding. */
const script = [
  "set -eu",
  "behind=$(($(cat /sys/class/rtc/rtc0/since_epoch) - $(date +%s)))",
  'if [ "$behind" -gt 1 ] || [ "$behind" -lt -1 ]; then',
  '  sudo date --utc --set "@$(cat /sys/class/rtc/rtc0/since_epoch)" >/dev/null',
  "fi",
  'echo "$behind"',
].join("\n");

/** Sets a guest's clock by its machine's, and resolves to the seconds that it was behind. Safe to repeat. */
export async function setGuestClock({ config, alias }: RemoteHost, signal: AbortSignal): Promise<number> {
  const admin = { config, alias: adminAlias(alias) };
  const { exitCode, stdout, stderr } = await runRemote(admin, script, { limitMs, signal });
  const seconds = Number(stdout.trim());
  if (exitCode !== 0 || stdout.trim() === "" || !Number.isInteger(seconds))
    throw new Error(`${alias}: set the guest's clock: exit code ${exitCode}: ${(stderr || stdout).trim()}`);
  return seconds;
}
