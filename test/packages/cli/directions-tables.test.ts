import { readFileSync } from "node:fs";
import { join } from "node:path";
import directions from "../../../directions.json";
import { withDirections } from "../../../packages/cli/directions-tables";

const page = readFileSync(join(__dirname, "../../../ARCHITECTURE.md"), "utf8");

test("ARCHITECTURE.md has the tables that `npm run docs` would write", () => {
  expect(withDirections(page, directions)).toBe(page);
});

test("writes a table for each part, with a row for each folder", () => {
  const tables = { Parts: [{ folder: "a", what: "first", imports: ["b", "c"] }] };
  expect(withDirections("# A\n<!-- directions -->\nold\n<!-- /directions -->\nend\n", tables)).toBe(
    "# A\n<!-- directions -->\n<!-- prettier-ignore-start -->\n\n### Parts\n\n| folder | what it is | imports |\n| --- | --- | --- |\n| `a/` | first | `b`, `c` |\n\n<!-- prettier-ignore-end -->\n<!-- /directions -->\nend\n",
  );
});

test("refuses a page without a section for the tables", () => {
  expect(() => withDirections("# A\n", {})).toThrow("has no directions section");
});
