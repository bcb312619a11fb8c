import { EngineError } from "@berth/model/engine-error";
import type { OperationContext } from "../bridge/bridged-resource";
import { foundOrUndefined } from "../daemon/daemon-error";
import { JsonLines } from "../daemon/json-lines";

/** The image is there after this: already, or pulled without credentials. */
export async function ensureImage(
  image: string,
  platform: string | undefined,
  context: OperationContext,
): Promise<void> {
  if ((await findImage(image, context)) !== undefined) return;
  if (/^(sha256:)?[0-9a-f]{64}$/.test(image)) {
    throw new EngineError(`find image ${image}: the daemon does not have it; it is an id, so it can't be pulled`);
  }
  await pull(image, platform, context);
}

/** The image's id, or undefined when the daemon does not have it. */
export async function findImage(image: string, { daemon, signal }: OperationContext): Promise<string | undefined> {
  const path = `/images/${image}/json`;
  const found = await foundOrUndefined(daemon.call({ method: "GET", path, doing: `inspect image ${image}`, signal }));
  return (found as { Id: string } | undefined)?.Id;
}

async function pull(image: string, platform: string | undefined, context: OperationContext): Promise<void> {
  const doing = `pull image ${image}`;
  context.onStatus(`pulling ${image}`);
  const hasTag = /[:@][^/]*$/.test(image);
  const query = { fromImage: image, tag: hasTag ? undefined : "latest", platform };
  let failure: string | undefined;
  const lines = new JsonLines(doing, (line) => {
    if (typeof line.error === "string") failure = line.error;
    else if (typeof line.status === "string" && line.progress === undefined)
      context.onStatus(`${image}: ${line.status}`);
  });
  const { limitMs, signal } = context;
  await context.daemon.stream({ method: "POST", path: "/images/create", query, doing, limitMs, signal }, (chunk) =>
    lines.push(chunk),
  );
  lines.end();
  if (failure !== undefined) throw new EngineError(`${doing}: ${failure}`);
}
