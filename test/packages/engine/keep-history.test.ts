import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TestStack } from "./support/deploy-program";
import { FakeCloud } from "./support/fake-provider";

test("the history has an update and an import by Pulumi's names, and no preview", async () => {
  const cloud = new FakeCloud();
  const stack = new TestStack(cloud);
  const resources = [{ type: "fake:index:Thing", name: "a", id: "x" }];
  cloud.objects.set("x", { size: 1 });
  try {
    await stack.run("up", {});
    await stack.run("preview", {});
    await stack.run("import", {}, { imports: { file: { resources }, protect: true, previewOnly: false } });
    const folder = join(stack.folder, "state/.pulumi/history/scenario/test");
    const records = readdirSync(folder).filter((name) => name.endsWith(".history.json"));
    const read = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8")) as object;
    expect(records.sort().map(read)).toMatchObject([
      { kind: "update", result: "succeeded", resourceChanges: { create: 1 } },
      { kind: "resource-import", result: "succeeded", resourceChanges: { same: 1, import: 1 } },
    ]);
  } finally {
    stack.dispose();
  }
});
