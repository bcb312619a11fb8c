import { findWaiting } from "../../../packages/cli/find-waiting";
import { digestOf, FakeRegistry } from "../docker/registry/fake-registry";

test("what a registry has is pinned beside what is known already, and one fault hides no other image", async () => {
  const list = JSON.stringify({ manifests: [{ platform: { os: "linux", architecture: "arm64" } }] });
  const registry = await FakeRegistry.start((line) => (line.includes("/gone/") ? { status: 404 } : { body: list }));
  const { host, authority } = registry;
  const known = { "known:1": { digest: `sha256:${"a".repeat(64)}`, platform: "linux/arm64" } };
  try {
    const names = ["gone", "web", "db"].map((name) => `${host}/${name}:1`);
    const waiting = names.map((reference) => ({ reference, platform: "linux/arm64" }));
    const registries = { logins: [], authorities: new Map([[host, authority]]) };
    const [gone = "", web = "", db = ""] = names;
    const pinned = { digest: digestOf(list), platform: "linux/arm64" };
    const { images, faults } = await findWaiting({ images: known, waiting }, registries);
    expect(images).toEqual({ ...known, [web]: pinned, [db]: pinned });
    expect([...faults]).toEqual([[gone, expect.stringContaining("/v2/gone/manifests/1: status 404")]]);
  } finally {
    await registry.stop();
  }
});
