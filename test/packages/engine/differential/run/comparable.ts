import type { Observation } from "../differential-case";

/** How both engines end a run that failed, whatever its cause was. */
const endings =
  /^error: (?:(?:update|preview|refresh|destroy) failed\b|nothing was deleted$|\d+ of \d+ deletions did not happen)/;

/** The last message of a preview, in the list of all. */
const lastMessage =
  /,?{'message':'error: (?:preview failed|nothing was deleted|\d+ of \d+ deletions[^']*)\\n','severity':'error'}/;

/** What only the stand-in of a program prints for the CLI, which has no SDK that would be silent there. */
const ofStandIn = "error: resource registration failed";

/**
 * An observation without what two engines need not agree on: in which order independent resources are deleted. That users
 * go before what they use is tested by state-fuzz.test.ts.
 */
export function comparable({ json, messages, steps, calls, ...rest }: Observation): Observation {
  return {
    ...rest,
    ...(json === undefined ? {} : { json: comparableJson(json) }),
    messages: comparableMessages(messages),
    steps: withSortedDeletes(steps),
    calls: withSortedDeletes(calls),
  };
}

function withSortedDeletes(lines: readonly string[]): readonly string[] {
  const isDelete = (line: string | undefined): boolean => /^(delete|discard)|'op':'(delete|discard)/.test(line ?? "");
  const sorted: string[] = [];
  let run: string[] = [];
  for (const line of lines) {
    if (isDelete(line)) run.push(line);
    else {
      sorted.push(...run.sort(), line);
      run = [];
    }
  }
  return [...sorted, ...run.sort()];
}

/** Without a run's last message, the mark of a preview, and the CLI's name before a command; independent deletions have no order. */
function comparableMessages(messages: readonly string[]): readonly string[] {
  return messages
    .filter((message) => !endings.test(message))
    .map((message) => message.replace(": Preview failed: ", ": ").replaceAll("`pulumi ", "`"))
    .map((message) => message.replace("error: an unhandled error occurred: ", "error: "))
    .filter((message) => message !== ofStandIn)
    .sort();
}

function comparableJson(lines: readonly string[]): readonly string[] {
  return withSortedDeletes(lines)
    .filter(
      (line) => !/'diagnosticEvent':.*'message':'(?:update failed|nothing was deleted|\d+ of \d+ deletions)/.test(line),
    )
    .map((line) => line.replaceAll("Preview failed: ", "").replaceAll("`pulumi ", "`").replace(lastMessage, ""));
}
