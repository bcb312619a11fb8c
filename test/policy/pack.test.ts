import { awsRules } from "../../policy/aws-rules";
import { azureRules } from "../../policy/azure-rules";
import { containerRules } from "../../policy/container-rules";
import { dockerRules } from "../../policy/docker-rules";
import { PolicyHost } from "./support/policy-host";

/** Starting the host loads three SDKs. */
jest.setTimeout(120_000);

let host: PolicyHost;
beforeAll(async () => {
  host = await PolicyHost.start();
});
afterAll(() => host.stop());

test("Pulumi's own policy host loads the pack and knows every rule", async () => {
  const expected = [...awsRules, ...azureRules, ...dockerRules, ...containerRules].map(({ name }) => name);
  expect(await host.rules()).toEqual(expected);
});

test("a weak resource stops a run, an unprotected disk is only reported", async () => {
  const urn = "urn:pulumi:test::berth::aws:ebs/volume:Volume::data";
  expect(await host.mandatory({ type: "aws:ebs/volume:Volume", urn, inputs: { size: 12 } })).toEqual([
    expect.stringContaining("aws-encrypted-volumes"),
  ]);
  expect(await host.mandatory({ type: "aws:ebs/volume:Volume", urn, inputs: { size: 12, encrypted: true } })).toEqual(
    [],
  );
});
