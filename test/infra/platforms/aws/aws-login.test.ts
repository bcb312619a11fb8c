import { awsConfig } from "../../support/cloud-runs";
import { CloudStack } from "../../support/cloud-stack";
import { fakeAws } from "../../support/fake-aws";

/** A run loads a cloud SDK and starts the provider. */
jest.setTimeout(240_000);

const cloud = fakeAws();
const stack = new CloudStack("test/infra/programs/cloud-host.ts", { aws: cloud });
afterAll(() => stack.dispose());

test("expired credentials are reported in the cloud's words, and nothing is made", async () => {
  cloud.refusal = "validate provider credentials: ExpiredToken: The security token included in the request is expired";
  const { summary } = await stack.run("up", awsConfig);
  expect(summary.result).toBe("failed");
  expect(stack.messages("error").join("\n")).toContain(
    "ExpiredToken: The security token included in the request is expired",
  );
  expect(cloud.objects.size).toBe(0);
});

test("an unknown region is reported without a request, with the one that may be meant", async () => {
  cloud.takeCalls();
  const { summary } = await stack.run("up", { "berth:target": "aws", "aws:region": "eu-centrall-1" });
  expect(summary.result).toBe("failed");
  expect(stack.messages("error").join("\n")).toContain(
    'aws:region: is not a known one; did you mean eu-central-1? (got "eu-centrall-1")',
  );
  expect(cloud.takeCalls()).toEqual([]);
});
