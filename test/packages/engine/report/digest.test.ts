import { renderDigest } from "../../../../packages/engine/report/digest";
import { TestStack } from "../support/deploy-program";
import { FakeCloud } from "../support/fake-provider";

jest.setTimeout(60_000);

test("what is gone from the program and goes with something that is replaced first is listed as deleted", async () => {
  const stack = new TestStack(new FakeCloud());
  try {
    const part = (name: string) => ({ name, options: { deletedWith: "machine" } });
    await stack.run("up", { resources: [{ name: "machine" }, part("kept"), part("removed")] });
    await stack.run("preview", { resources: [{ name: "machine", inputs: { replaceFirst: 1 } }, part("kept")] });
    const digest = renderDigest(stack.events, { showSecrets: false, showSames: false });
    const { steps } = JSON.parse(digest) as { steps: { op: string; urn: string }[] };
    const listed = steps
      .map(({ op, urn }) => `${op} ${urn.split("::").at(-1) ?? ""}`)
      .filter((text) => !text.includes("scenario"));
    expect(listed.sort()).toEqual(["delete removed", "replace kept", "replace machine"]);
  } finally {
    stack.dispose();
  }
});
