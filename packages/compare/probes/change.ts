import { readFileSync, writeFileSync } from "node:fs";
import type { Result } from "../figures/reading";
import { type Visits, visitUntil } from "../host/visit";
import type { OwnStack } from "../stacks/own-stack";
import { numberOf } from "../parse/amounts";
import { onEach } from "./probe";
import type { Subject } from "../stacks/subject";

const page = "services/api/src/page/page.html";
/** Of the whole change, in ms. */
const limitMs = 15 * 60_000;

/** Ships a changed line of api's page while a client requests it continuously. */
export async function readChange(subject: Subject, own: OwnStack): Promise<readonly Result[]> {
  const mark = `compare-${Date.now()}`;
  await onEach(subject, "count-start");
  changeLine(own.file(page), mark);
  const done = new AbortController();
  const visits = visitUntil(subject.url, mark, AbortSignal.any([done.signal, AbortSignal.timeout(limitMs)]));
  try {
    await own.up().finally(() => done.abort());
  } catch (error) {
    await onEach(subject, "count-end");
    throw error;
  }
  const bytes = (await onEach(subject, "count-end")).map(numberOf);
  return [
    ...visitResults(await visits),
    { measure: "change-bytes", value: bytes.reduce((sum, each) => sum + each, 0) },
  ];
}

/** Throws where the new line was never seen. */
export function visitResults({ seenAfter, notAnswering }: Visits): readonly Result[] {
  if (seenAfter === undefined) throw new Error("the new line was not served before `up` ended");
  return [
    { measure: "change-time", value: seenAfter },
    { measure: "change-downtime", value: notAnswering },
  ];
}

function changeLine(file: string, mark: string): void {
  const text = readFileSync(file, "utf8").replace(/<!-- compare-\d+ -->/, "");
  writeFileSync(file, text.replace("</main>", `</main><!-- ${mark} -->`));
}
