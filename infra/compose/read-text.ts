import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { ComposeError } from "./fault";

/** The text of a file; throws a ComposeError under the file's label where it can't be read or is not UTF-8. */
export function readText(path: string, label: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new ComposeError(label, [{ path: [], rule: error instanceof Error ? error.message : String(error) }]);
  }
  if (isUtf8(bytes)) return bytes.toString("utf8");
  throw new ComposeError(label, [{ path: [], rule: `must be UTF-8, which line ${firstBrokenLine(bytes)} is not` }]);
}

/** No byte of a longer UTF-8 sequence is a line feed, so each line can be judged alone. */
function firstBrokenLine(bytes: Buffer): number {
  for (let [line, start] = [1, 0]; ; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}
