import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { configurationTable, type Descriptions } from "../../../packages/cli/configuration-table";

const root = join(__dirname, "../../..");

test("docs/configuration.md is what `npm run docs` would write", () => {
  const { config } = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as { config: Descriptions };
  expect(readFileSync(join(root, "docs/configuration.md"), "utf8")).toBe(configurationTable(config));
});
