import { runLines } from "@berth/process/run-visible";
import { hostsOf, readRunning, pickHost } from "./deployed";
import { type LogLine, logLine, printedLine, sortedByTime } from "./log-line";
import { type LogSource, logSources } from "./log-source";
import type { CommandLine } from "./parse-command-line";
import { serviceName } from "./service-name";
import type { Stack } from "./stack";

/**
 * `berth logs [SERVICE]`: the last 200 lines of a service, or of every one, from each host that runs it, in one stream. They
 * are sorted by time; with --follow they are printed as they come.
 */
export async function logs(stack: Stack, { flags, texts, positionals }: CommandLine): Promise<number> {
  const [word] = positionals;
  const service = word === undefined ? undefined : serviceName(word, "npx berth logs api --follow");
  const deployed = await readRunning(stack);
  const named = texts.get("host");
  const all = named === undefined ? deployed.hosts : [pickHost(deployed, named)];
  const hosts = service === undefined ? all : hostsOf(deployed, service, named);
  const follow = flags.has("follow");
  const sources = logSources(hosts, { runtime: deployed.runtime ?? "containers", follow, ...(service && { service }) });
  const shown = flags.has("json") ? JSON.stringify : printedLine(sources);
  const print: Print = (line) => process.stdout.write(`${shown(line)}\n`);
  return follow ? followed(sources, print) : sorted(sources, print);
}

type Print = (line: LogLine) => void;

async function followed(sources: readonly LogSource[], print: Print): Promise<number> {
  const runs = sources.map((source) => runLines(source.argv, (line) => print(logLine(source, line))));
  return Math.max(0, ...(await Promise.all(runs)));
}

async function sorted(sources: readonly LogSource[], print: Print): Promise<number> {
  const logs = await Promise.all(
    sources.map(async (source) => {
      const lines: LogLine[] = [];
      const code = await runLines(source.argv, (line) => lines.push(logLine(source, line)));
      return { code, lines };
    }),
  );
  sortedByTime(logs.map(({ lines }) => lines)).forEach(print);
  return Math.max(0, ...logs.map(({ code }) => code));
}
