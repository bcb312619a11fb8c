import type { FoundImageInputs, FoundImageOutputs } from "@berth/resources/cloud-types";
import { list, text } from "../fields";
import type { Operation, ResourceKind, State } from "../resource-kind";
import { lastLines } from "@berth/process/last-lines";
import { ProcessError } from "@berth/process/process-error";
import { tryCommand } from "@berth/process/run-command";
import { printedImages } from "./printed-images";

const limitMs = 60_000;
const word = { pattern: /^[^\p{Cc}]+$/u, meaning: "text without control characters" };
const name = { pattern: /^\S+$/, meaning: "the id or the name of an image" };
const isId = (image: string) => image.startsWith("ami-");

/** Asks the cloud once and keeps the answer: an image that its owner withdraws takes nothing from a machine that has it. */
export const foundImage: ResourceKind<FoundImageInputs, FoundImageOutputs> = {
  fields: { image: text(name), owner: text(word), region: text(word), command: list(text(word)) },
  replaceKeys: [],
  planned: (_urn, news, old) => Promise.resolve(knownId(news, old) ?? {}),
  create: async (operation, inputs) => ({
    id: operation.name,
    outputs: knownId(inputs, undefined) ?? (await findImage(operation, inputs)),
  }),
  update: async (operation, news, old) => knownId(news, old) ?? (await findImage(operation, news)),
  delete: () => Promise.resolve(),
};

/** The id, where it is given or was found already. */
function knownId(
  { image, owner, region }: FoundImageInputs,
  old: State<FoundImageInputs, FoundImageOutputs> | undefined,
): FoundImageOutputs | undefined {
  if (isId(image)) return { imageId: image };
  const isSame = old?.inputs.image === image && old.inputs.owner === owner && old.inputs.region === region;
  return isSame ? { imageId: old.outputs.imageId } : undefined;
}

async function findImage(operation: Operation, inputs: FoundImageInputs): Promise<FoundImageOutputs> {
  const { image, owner, region, command } = inputs;
  const wanted = `find image ${image} of owner ${owner} in ${region}`;
  const printed = await ask(operation, command, wanted);
  const images = printedImages(printed);
  if (images === undefined)
    throw new Error(`${wanted}: ${command[0] ?? ""} printed no list of images. ${howToAsk(command)}`);
  const ids = images.filter((found) => found.name === image && found.owner === owner).map(({ id }) => id);
  const [imageId, ...others] = ids;
  if (imageId !== undefined && others.length === 0) return { imageId };
  const found = imageId === undefined ? "it is not there" : `there are several, ${ids.join(", ")}`;
  throw new Error(
    `${wanted}: ${found}. Pin the newest with \`npm run bump-images -- --stack STACK\`, or set the config key image to an id`,
  );
}

async function ask({ signal }: Operation, command: readonly string[], wanted: string): Promise<string> {
  const fix = "Is the cloud's client installed and logged in? `npm run doctor -- --stack STACK` checks it";
  try {
    const { exitCode, stdout, stderr } = await tryCommand(command, { limitMs, signal });
    if (exitCode === 0) return stdout;
    const last = lastLines(stderr, 3);
    throw new Error(`${wanted}: ${last === "" ? `exit code ${exitCode}` : last}. ${fix}. ${howToAsk(command)}`);
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error;
    throw new Error(`${wanted}: ${error.message}. ${fix}`, { cause: error });
  }
}

function howToAsk(command: readonly string[]): string {
  return `Ask yourself with: ${command.join(" ")}`;
}
