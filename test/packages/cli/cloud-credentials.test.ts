import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasCredentials } from "../../../packages/cli/cloud-credentials";

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), "home-"))));
afterEach(() => rmSync(home, { recursive: true }));

test.each<[string, string, Readonly<Record<string, string>>, boolean]>([
  ["a local stack needs none", "local", {}, true],
  ["nothing", "aws", {}, false],
  ["keys", "aws", { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" }, true],
  ["half of the keys", "aws", { AWS_ACCESS_KEY_ID: "a" }, false],
  ["empty keys, as a fork's", "aws", { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" }, false],
  ["a job's token", "aws", { AWS_WEB_IDENTITY_TOKEN_FILE: "/t", AWS_ROLE_ARN: "arn" }, true],
  ["a profile", "aws", { AWS_PROFILE: "p" }, true],
  ["nothing", "azure", { AWS_PROFILE: "p" }, false],
  ["a job's token", "azure", { ARM_CLIENT_ID: "c", ARM_USE_OIDC: "true" }, true],
  ["OIDC without an identity", "azure", { ARM_CLIENT_ID: "", ARM_USE_OIDC: "true" }, false],
])("%s on %s", (_name, target, environment, expected) => {
  expect(hasCredentials(target, { HOME: home, ...environment })).toBe(expected);
});

test("files of a login count", () => {
  mkdirSync(join(home, ".aws"));
  writeFileSync(join(home, ".aws/credentials"), "");
  mkdirSync(join(home, ".azure"));
  writeFileSync(join(home, ".azure/azureProfile.json"), "{}");
  expect([hasCredentials("aws", { HOME: home }), hasCredentials("azure", { HOME: home })]).toEqual([true, true]);
});
