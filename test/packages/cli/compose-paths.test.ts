import { resolve } from "node:path";
import { composeFolder, composePaths } from "../../../packages/cli/compose-paths";

test("the lock file is beside the first compose file", () => {
  const root = resolve(__dirname, "../../..");
  expect(composeFolder({})).toBe(`${root}/services`);
  expect(composeFolder({ composeFiles: ["wiki/compose.yaml", "x/y.yaml"] })).toBe(`${root}/wiki`);
  expect(composeFolder({ composeFiles: ["/srv/app/compose.yaml"] })).toBe("/srv/app");
});

test("every compose file has its path, relative ones from the project's folder", () => {
  const root = resolve(__dirname, "../../..");
  expect(composePaths({})).toEqual([`${root}/services/compose.yaml`]);
  expect(composePaths({ composeFiles: ["wiki/compose.yaml", "/srv/y.yaml"] })).toEqual([
    `${root}/wiki/compose.yaml`,
    "/srv/y.yaml",
  ]);
});
