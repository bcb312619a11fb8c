import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stringify } from "yaml";
import { deploy } from "../../packages/engine/deployment";
import type { DeployResult, Verb } from "../../packages/engine/deploy-request";
import type { EngineEvent } from "../../packages/model/events";
import type { PropertyMap } from "../../packages/model/property";
import type { Step } from "../../packages/model/step";
import { FakeCloud } from "../infra/support/fake-cloud";
import { errorsOf } from "../packages/engine/support/deploy-program";

/** A run loads a cloud SDK. */
jest.setTimeout(120_000);

const repository = resolve(__dirname, "../..");
const named = { outputs: (id: string) => ({ name: id, arn: `arn:aws:test:::${id}`, bucket: id }) };

/** The program of bootstrap/ in a folder of its own, with clouds that only record. */
class Bootstrap {
  readonly folder = mkdtempSync(join(tmpdir(), "bootstrap-"));
  readonly aws = new FakeCloud({
    "aws:s3/bucket:Bucket": named,
    "aws:kms/key:Key": named,
    "aws:iam/role:Role": named,
    "aws:iam/policy:Policy": named,
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": named,
  });
  readonly azure = new FakeCloud({
    "azure-native:resources:ResourceGroup": named,
    "azure-native:storage:StorageAccount": named,
    "azure-native:storage:BlobContainer": { outputs: (_id, inputs) => ({ name: inputs.containerName ?? null }) },
    "azure-native:keyvault:Vault": named,
    "azure-native:keyvault:Key": { outputs: (_id, inputs) => ({ name: inputs.keyName ?? null }) },
    "azure-native:managedidentity:UserAssignedIdentity": {
      outputs: (id) => ({ name: id, clientId: `client-${id}`, principalId: `principal-${id}` }),
    },
  });

  constructor() {
    cpSync(join(repository, "bootstrap"), this.folder, { recursive: true });
    for (const name of ["node_modules", "tsconfig.json"]) symlinkSync(join(repository, name), join(this.folder, name));
    mkdirSync(join(this.folder, "state"), { recursive: true });
  }

  async run(
    verb: Verb,
    config: Readonly<Record<string, string>>,
  ): Promise<DeployResult & { errors: readonly string[]; steps: readonly Step[] }> {
    writeFileSync(join(this.folder, "Pulumi.team.yaml"), stringify({ config }));
    const events: EngineEvent[] = [];
    const result = await deploy({
      verb,
      folder: this.folder,
      stack: "team",
      inProcess: new Map([
        ["aws", this.aws.provider],
        ["azure-native", this.azure.provider],
      ]),
      environment: {
        ...process.env,
        PULUMI_CONFIG_PASSPHRASE: "test",
        PULUMI_BACKEND_URL: `file://${this.folder}/state`,
      },
      parallel: 1,
      message: "",
      emit: (event) => events.push(event),
    });
    const steps = events.flatMap((event) => (event.kind === "step-finished" ? [event.step] : []));
    return { ...result, errors: errorsOf(events), steps };
  }

  /** By type and name: which of two resources that do not depend on each other comes first is chance. */
  calls(cloud: FakeCloud) {
    const calls = cloud.calls.map(({ type, name, inputs }) => ({ type, name, inputs }));
    return calls.sort((a, b) => `${a.type} ${a.name}`.localeCompare(`${b.type} ${b.name}`, "en"));
  }

  made(cloud: FakeCloud, type: string): readonly PropertyMap[] {
    return cloud.calls.filter((call) => call.method === "create" && call.type === type).map(({ inputs }) => inputs);
  }
}

let bootstrap: Bootstrap;
beforeEach(() => (bootstrap = new Bootstrap()));
afterEach(() => rmSync(bootstrap.folder, { recursive: true }));

const trusted = { "berth-bootstrap:repository": "acme/infra", "berth-bootstrap:stack": "aws" };
const aws = { "berth-bootstrap:target": "aws", "aws:region": "eu-central-1", ...trusted };
const azure = {
  "berth-bootstrap:target": "azure",
  "azure-native:location": "westeurope",
  "azure-native:tenantId": "00000000-0000-0000-0000-000000000001",
  "azure-native:subscriptionId": "00000000-0000-0000-0000-000000000002",
  ...trusted,
};

test("on AWS: everything it makes, to the last property; a second run makes nothing", async () => {
  const first = await bootstrap.run("up", aws);
  expect(first.errors).toEqual([]);
  expect(bootstrap.calls(bootstrap.aws)).toMatchSnapshot();
  expect(first.outputs).toMatchSnapshot();
  bootstrap.aws.takeCalls();
  expect([(await bootstrap.run("up", aws)).summary.changes, bootstrap.aws.takeCalls()]).toEqual([
    { same: expect.any(Number) as number },
    [],
  ]);
});

test("on Azure: everything it makes, to the last property; a second run makes nothing", async () => {
  const first = await bootstrap.run("up", azure);
  expect(first.errors).toEqual([]);
  expect(bootstrap.calls(bootstrap.azure)).toMatchSnapshot();
  expect(first.outputs).toMatchSnapshot();
  bootstrap.azure.takeCalls();
  expect([(await bootstrap.run("up", azure)).summary.changes, bootstrap.azure.takeCalls()]).toEqual([
    { same: expect.any(Number) as number },
    [],
  ]);
});

test("an account that has the forge's identity provider keeps it: none is made, and the roles trust that one", async () => {
  const arn = "arn:aws:iam::000000000000:oidc-provider/token.actions.githubusercontent.com";
  const { errors, outputs } = await bootstrap.run("up", { ...aws, "berth-bootstrap:identityProvider": arn });
  expect(errors).toEqual([]);
  expect(bootstrap.made(bootstrap.aws, "aws:iam/openIdConnectProvider:OpenIdConnectProvider")).toEqual([]);
  const trusts = bootstrap.made(bootstrap.aws, "aws:iam/role:Role").map((role) => JSON.stringify(role));
  expect(trusts.filter((text) => text.includes(`"Federated":"${arn}"`))).toHaveLength(3);
  expect(outputs.identityProvider).toBe(arn);
});

test("Azure's credentials of one identity are written one after the other", async () => {
  const { steps } = await bootstrap.run("up", azure);
  const credentials = steps.filter(({ type }) => type.endsWith(":FederatedIdentityCredential"));
  const isCredential = (urn: string) => credentials.some((step) => step.urn === urn);
  const order = credentials.map(({ urn, after }) => [
    nameOf(urn),
    after?.dependencies.filter(isCredential).map(nameOf),
  ]);
  expect(Object.fromEntries(order)).toEqual({
    "ci-of-berth-deploy-0": [],
    "ci-of-berth-drift-0": [],
    "ci-of-berth-review-0": [],
    "ci-of-berth-review-1": ["ci-of-berth-review-0"],
  });
});

test("the state can't be destroyed with the program", async () => {
  await bootstrap.run("up", aws);
  const { summary, errors } = await bootstrap.run("destroy", aws);
  expect(summary.result).toBe("failed");
  expect(errors.join("\n")).toMatch(/berth-state-bucket[^]*protected/);
});

test("only jobs of the very repository are trusted: no subject of a role begins with a wildcard, none is of a fork", async () => {
  await bootstrap.run("up", aws);
  const policies = bootstrap
    .made(bootstrap.aws, "aws:iam/role:Role")
    .map(({ assumeRolePolicy }) => JSON.stringify(assumeRolePolicy));
  expect(policies).toHaveLength(3);
  for (const policy of policies) {
    expect(policy).toContain("repo:acme/infra:");
    expect(policy).toContain('"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"');
    expect(policy).not.toContain("*");
  }
});

test("a repository that is a pattern, and every other fault of the config, are reported together", async () => {
  const config = {
    "aws:region": "eu-central-1",
    "berth-bootstrap:target": "gcp",
    "berth-bootstrap:repository": "acme/*",
    "berth-bootstrap:stack": "a b",
    "berth-bootstrap:project": "ci-of-berth-deploy",
    "berth-bootstrap:identityProvider": "arn:aws:iam::000000000000:oidc-provider/gitlab.com",
  };
  const { summary, errors } = await bootstrap.run("up", config);
  expect([summary.result, bootstrap.aws.calls]).toEqual(["failed", []]);
  expect(errors.join("\n")).toMatch(
    /target must be aws or azure \(got "gcp"\); repository must be owner\/name \(got "acme\/\*"\); stack must be [^;]*; project must be [^;]* ci-of-berth \(got "ci-of-berth-deploy"\); identityProvider must be arn:aws:iam::ACCOUNT:oidc-provider\/token\.actions\.githubusercontent\.com/,
  );
});

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}
