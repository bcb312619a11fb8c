import { setTimeout as sleep } from "node:timers/promises";
import type { Result } from "../figures/reading";
import { getText } from "../host/get-text";
import type { OwnStack } from "../stacks/own-stack";
import { coldResults } from "../parse/cold";

/** `up` ends when everything is healthy; what is left to wait for is the way to it. */
const answerLimitMs = 30_000;
const pauseMs = 50;

/** From nothing to the first answer after `up`, which has printed the URL; the stack stays up. */
export async function readCold(own: OwnStack): Promise<readonly Result[]> {
  await own.destroy();
  own.configure({});
  const lines = await own.up();
  const upSeconds = lines.at(-1)?.seconds ?? 0;
  const { url = "" } = await own.outputs();
  const begin = performance.now();
  await firstAnswer(url);
  return coldResults(own.runtime, lines, upSeconds + (performance.now() - begin) / 1000);
}

async function firstAnswer(url: string): Promise<void> {
  const end = performance.now() + answerLimitMs;
  while ((await getText(url, answerLimitMs)) === undefined) {
    if (performance.now() > end) throw new Error(`${url} does not answer 200 after \`up\``);
    await sleep(pauseMs);
  }
}
