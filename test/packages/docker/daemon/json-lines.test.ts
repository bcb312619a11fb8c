import fc from "fast-check";
import { JsonLines } from "../../../../packages/docker/daemon/json-lines";

function collect(chunks: readonly Buffer[]): unknown[] {
  const lines: unknown[] = [];
  const reader = new JsonLines("build", (line) => lines.push(line));
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return lines;
}

test("finds the same objects however the stream is cut", () => {
  const objects = fc.array(fc.dictionary(fc.string(), fc.string()));
  fc.assert(
    fc.property(objects, fc.integer({ min: 1, max: 50 }), (given, size) => {
      const stream = Buffer.from(given.map((object) => JSON.stringify(object)).join("\r\n"));
      const chunks = Array.from({ length: Math.ceil(stream.length / size) }, (_, at) =>
        stream.subarray(at * size, (at + 1) * size),
      );
      expect(collect(chunks)).toEqual(JSON.parse(JSON.stringify(given)));
    }),
  );
});

test.each(["nonsense", "5", "null", '{"cut":'])("rejects %s", (text) => {
  expect(() => collect([Buffer.from(text)])).toThrow(/^build: the daemon sent what is not/);
});

test("does not collect a line without an end", () => {
  const endless = Array.from({ length: 17 }, () => Buffer.alloc(1024 * 1024, "x"));
  expect(() => collect(endless)).toThrow("a line over 16777216 bytes");
});
