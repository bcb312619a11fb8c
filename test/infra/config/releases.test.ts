import { describeFaults, parseConfig } from "../../../infra/config/config-schema";

test("a pinned release is the text that it is, in digits alone too", () => {
  const { config } = parseConfig({ releases: '{"api":123456789012,"my-db":"0123456789ab"}' });
  expect(config?.releases).toEqual({ api: "123456789012", "my-db": "0123456789ab" });
});

test("services on VMs without Docker can't be pinned", () => {
  expect(describeFaults(parseConfig({ runtime: "vms", releases: '{"api":"0123456789ab"}' }).faults)).toEqual([
    'releases: must be empty with runtime vms (got "api")',
  ]);
});
