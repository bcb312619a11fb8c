import { readFileSync } from "node:fs";
import { join } from "node:path";
import { servicesPage } from "../../../packages/cli/services-page";

test("docs/your-services.md is what `npm run docs` would write", () => {
  const page = readFileSync(join(__dirname, "../../../docs/your-services.md"), "utf8");
  expect(page).toBe(servicesPage());
});
