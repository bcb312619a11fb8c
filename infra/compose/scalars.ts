import { integer, number, parsed, text } from "./reader";

export const NAME = /^[a-z][a-z0-9-]{1,39}$/;
export const NAME_RULE = "2 to 40 of a-z, 0-9 and hyphens, beginning with a letter";
/** Names of volumes and secrets, which may be file names. */
export const ITEM_NAME = /^[a-z][a-z0-9_-]{1,39}$/;
export const ITEM_NAME_RULE = "2 to 40 of a-z, 0-9, _ and hyphens, beginning with a letter";
export const ENVIRONMENT_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

const MAX_WEEK_SECONDS = 7 * 24 * 3600;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const UNIT_MIB: Readonly<Record<string, number>> = { m: 1, mb: 1, g: 1024, gb: 1024 };
const ABSOLUTE_PATH = /^(\/[A-Za-z0-9_.@-]+)+$/;

export const name = text(NAME, NAME_RULE);
export const itemName = text(ITEM_NAME, ITEM_NAME_RULE);
export const cpus = number("a number from 0.1 to 64", (value) => value >= 0.1 && value <= 64);
export const retries = integer(1, 100);

/** Text without a zero byte, short enough for a container's environment. */
export const environmentValue = text(/^[^\0]{0,4096}$/s, "text in quotes, at most 4096 characters");

/** Milliseconds of Compose's "1m30s"; from 100 ms to a week. */
export const duration = parsed('a duration from 100ms to 168h such as "1m30s"', (value) => {
  if (!/^(\d+(ms|s|m|h))+$/.test(value)) return undefined;
  const parts = [...value.matchAll(/(\d+)(ms|s|m|h)/g)];
  const total = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit ?? ""] ?? NaN), 0);
  return total >= 100 && total <= MAX_WEEK_SECONDS * 1000 ? total : undefined;
});

/** MiB of Compose's "256m" or "1g". */
export const mebibytes = parsed('whole mebibytes with a unit such as "256m" or "1g", from 8m to 1024g', (value) => {
  const [, count, unit] = /^(\d+)(m|mb|g|gb)$/i.exec(value) ?? [];
  const total = Number(count) * (UNIT_MIB[unit?.toLowerCase() ?? ""] ?? NaN);
  return total >= 8 && total <= 1024 * 1024 ? total : undefined;
});

/** "uid:gid" in numbers, so that nothing depends on what the image calls them. */
export const user = text(/^\d{1,5}:\d{1,5}$/, 'numbers "uid:gid" such as "10001:10001"');

/** Whether a container may mount something there: absolute, no dots, not over what the system or the program's secrets need. */
export function isMountTarget(path: string): boolean {
  const reserved =
    /^\/(proc|sys|dev|etc|usr|bin|sbin|lib|lib64|boot|run|run\/secrets)$|^\/(proc|sys|dev|run\/secrets)\//;
  return (
    ABSOLUTE_PATH.test(path) && !path.split("/").some((part) => part === "." || part === "..") && !reserved.test(path)
  );
}
