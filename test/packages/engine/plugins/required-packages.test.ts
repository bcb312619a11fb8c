import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { requiredPackages } from "../../../../packages/engine/plugins/required-packages";
import { scratchFolder } from "../support/scratch-folder";

const folder = scratchFolder();

function install(path: string, description: unknown): void {
  mkdirSync(join(folder(), path), { recursive: true });
  writeFileSync(join(folder(), path, "package.json"), JSON.stringify(description));
}

test("finds the SDKs of providers beside the program, above it and below other packages, each once", () => {
  install("node_modules/@pulumi/aws", { name: "@pulumi/aws", version: "6.1.0", pulumi: { resource: true } });
  install("node_modules/kept/node_modules/@pulumi/aws", {
    name: "@pulumi/aws",
    version: "6.1.0",
    pulumi: { resource: true },
  });
  const third = { resource: true, name: "toy", version: "v1.2.0", server: "github://plugins" };
  install("program/node_modules/@them/pulumi-toy", { name: "@them/pulumi-toy", version: "9.9.9", pulumi: third });
  expect(requiredPackages(join(folder(), "program"))).toEqual([
    { name: "toy", version: "1.2.0", downloadUrl: "github://plugins" },
    { name: "aws", version: "6.1.0", downloadUrl: "" },
  ]);
});

test("leaves out what is not a provider's SDK", () => {
  install("node_modules/plain", { name: "plain", version: "1.0.0", keywords: ["pulumi"] });
  install("node_modules/other", { name: "other", version: "1.0.0", pulumi: "a note" });
  install("node_modules/@pulumi/policy", { name: "@pulumi/policy", version: "1.0.0", pulumi: {} });
  install("node_modules/@them/nameless", { name: "@them/nameless", version: "1.0.0", pulumi: { resource: true } });
  expect(requiredPackages(folder())).toEqual([]);
});
