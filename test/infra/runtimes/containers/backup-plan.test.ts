import * as pulumi from "@pulumi/pulumi";
import type { ComposeModel } from "../../../../infra/compose/service-model";
import type { Host } from "../../../../infra/host/host";
import { backupPlan } from "../../../../infra/runtimes/containers/backup-plan";
import { imageService } from "./sample-service";
import { recordResources } from "./record-resources";

/** Proves the inputs of the plan and that its credentials are secrets; what the host does with them is e2e's to prove. */
const registered: pulumi.runtime.MockResourceArgs[] = [];

const environment: Readonly<Record<string, string>> = { AWS_ACCESS_KEY_ID: "key" };
const backup = {
  repository: "s3:https://s3.example.org/backups",
  schedule: "daily",
  keep: { daily: 7, weekly: 4, monthly: 6 },
  password: pulumi.secret("a password of a test"),
  environment: pulumi.secret(environment),
};

const compose: ComposeModel = {
  name: "shop",
  networks: [],
  volumes: ["data"],
  volumeBackups: { data: "paused" },
  secrets: [],
  services: [imageService({ name: "db", backup: { command: ["dump"], restore: ["load"] } })],
};

beforeAll(async () => {
  await recordResources(registered);
});

beforeEach(() => registered.splice(0));

async function plan(model: ComposeModel): Promise<readonly unknown[]> {
  const machine = new pulumi.ComponentResource("test:index:Machine", "machine");
  const place = { name: "main", sshConfig: pulumi.output("/private/config"), rootDiskId: pulumi.output("root-1") };
  const resource = backupPlan("backup", { host: { ...place, machine } as unknown as Host, compose: model, backup });
  if (resource !== undefined) await new Promise((done) => resource.urn.apply(done));
  return registered.filter(({ type }) => type === "berth:index:BackupPlan").map(({ inputs }) => inputs as unknown);
}

test("a host gets its targets, the repository and secrets that stay secrets", async () => {
  const secret = (value: unknown) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value,
  });
  expect(await plan(compose)).toEqual([
    {
      ...{ sshConfig: "/private/config", host: "main-admin", generation: "root-1", repositoryHost: "main" },
      ...{ repository: backup.repository, schedule: "daily", keep: backup.keep },
      targets: [
        { kind: "service", name: "db", command: ["dump"], restore: ["load"] },
        { kind: "volume", name: "data", volume: "shop-dev-data", paused: true },
      ],
      ...{ password: secret("a password of a test"), environment: secret({ AWS_ACCESS_KEY_ID: "key" }) },
    },
  ]);
});

test("a host with nothing to back up gets no plan", async () => {
  expect(await plan({ ...compose, services: [], volumes: [] })).toEqual([]);
});
