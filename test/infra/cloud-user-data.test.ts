import { isMap } from "../../packages/model/property";
import { decodeUserData } from "../../infra/guest/cloud-user-data";
import { awsConfig, azureConfig } from "./support/cloud-runs";
import { CloudStack, type Config } from "./support/cloud-stack";
import { fakeAws } from "./support/fake-aws";
import { fakeAzure } from "./support/fake-azure";
import { type FakeCloud, shown } from "./support/fake-cloud";

/** A run loads a cloud SDK and starts the provider. */
jest.setTimeout(240_000);

test("a machine gets the same user-data on both clouds, within each one's limit, and no secret in it", async () => {
  const onAws = await userDataOf("aws", fakeAws(), awsConfig);
  const onAzure = await userDataOf("azure-native", fakeAzure(), azureConfig);
  expect(Buffer.from(onAws, "base64").length).toBeLessThanOrEqual(16_384);
  expect(Buffer.from(onAzure, "base64").length).toBeLessThanOrEqual(65_535);
  const [one, other] = [onAws, onAzure].map((encoded) => withoutKeys(decodeUserData(encoded)));
  // Not toBe: its failure would print both.
  expect(one === other).toBe(true);
  expect(one).not.toMatch(/PRIVATE KEY|password *[=:]/i);
});

/** What the machine of a new stack is made with, base64. */
async function userDataOf(name: string, cloud: FakeCloud, config: Config): Promise<string> {
  const stack = new CloudStack("test/infra/programs/cloud-host.ts", { [name]: cloud });
  try {
    await stack.run("up", config);
    expect(stack.messages("error")).toEqual([]);
    const made = cloud.calls.find(({ type }) => /:(Instance|VirtualMachine)$/.test(type))?.inputs ?? {};
    return shown(made.userDataBase64 ?? (isMap(made.osProfile) ? made.osProfile.customData : ""));
  } finally {
    stack.dispose();
  }
}

/** Each stack makes keys of its own. */
function withoutKeys(text: string): string {
  return text.replaceAll(/_KEY=ssh-ed25519 \S+/g, "_KEY=");
}
