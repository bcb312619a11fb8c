/** An image as `aws ec2 describe-images` lists it. */
export interface PrintedImage {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
}

/** The images in what the client printed; undefined: that is no list of images. */
export function printedImages(printed: string): readonly PrintedImage[] | undefined {
  const answer = parsed(printed);
  const images = isRecord(answer) ? answer.Images : undefined;
  if (!Array.isArray(images)) return undefined;
  const items: readonly unknown[] = images;
  return items.flatMap((item) => {
    if (!isRecord(item)) return [];
    const { ImageId: id, Name: name, OwnerId: owner } = item;
    const isImage = typeof id === "string" && typeof name === "string" && typeof owner === "string";
    return isImage && /^ami-[0-9a-f]{8,17}$/.test(id) ? [{ id, name, owner }] : [];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
