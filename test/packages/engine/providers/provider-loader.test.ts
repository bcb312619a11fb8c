import { FakeCloud } from "../support/fake-provider";
import { type LoaderContext, providerLoader } from "../../../../packages/engine/providers/provider-loader";

const request = { name: "fake", version: "1.2.3", downloadUrl: "" };
const warned: string[] = [];
beforeEach(() => (warned.length = 0));

function load(more: Partial<LoaderContext>) {
  const sources = {
    ...{ projectFolder: "/project", programFolder: "/project/infra", projectPlugins: [] },
    environment: { PULUMI_HOME: "/none", PATH: "/none" },
  };
  const config = { config: {}, secretKeys: [] };
  return providerLoader({
    ...{ sources, project: "shop", config, engineAddress: "127.0.0.1:1", preview: false, inProcess: new Map() },
    onOutput: () => undefined,
    warn: (message) => warned.push(message),
    onStatus: () => undefined,
    ...more,
  });
}

test("makes a provider of this process with the program's folder, a new one at each request", async () => {
  const folders: string[] = [];
  const factory = ({ folder }: { readonly folder: string }) => {
    folders.push(folder);
    return new FakeCloud().provider();
  };
  const loader = load({ inProcess: new Map([["fake", factory]]) });
  expect(await loader(request)).not.toBe(await loader(request));
  expect(folders).toEqual(["/project/infra", "/project/infra"]);
});

test("rejects an update whose plugin is not installed, with the command that installs it", async () => {
  await expect(load({})(request)).rejects.toThrow(
    "provider fake is not installed; install it with: pulumi plugin install resource fake v1.2.3",
  );
});

test("previews without the plugin, and warns once", async () => {
  const loader = load({ preview: true });
  const provider = await loader(request);
  await loader(request);
  const sides = { oldInputs: {}, oldOutputs: {}, newInputs: { size: 1 }, ignoreChanges: [] };
  expect((await provider.diff({ urn: "", id: "1", ...sides })).changes).toBe("some");
  expect(warned).toEqual([expect.stringMatching(/^provider fake is not installed: .* resource fake v1\.2\.3$/)]);
});
