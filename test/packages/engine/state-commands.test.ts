import { readArguments } from "../../../packages/engine/main-arguments";
import { editState, listResources } from "../../../packages/engine/state-commands";
import { onFreshStack } from "./support/fresh-stack";
import type { TestStack } from "./support/deploy-program";

let stack: TestStack;
onFreshStack((fresh) => ({ stack } = fresh));

const urn = (name: string) => `urn:pulumi:test::scenario::fake:index:Thing::${name}`;
const environment = { PULUMI_CONFIG_PASSPHRASE: "test" };

async function run(...words: string[]): Promise<readonly string[]> {
  const printed: string[] = [];
  const print = (line: string) => void printed.push(line);
  const args = readArguments([...words, "--stack", "test", "--cwd", stack.folder]);
  if (args.command === "state list") await listResources(args, environment, print);
  else await editState(args, environment, { print, confirm: () => Promise.resolve(true) });
  return printed;
}

test("lists the state, lifts a protection and forgets a resource with what depends on it", async () => {
  const resources = [
    { name: "a", options: { protect: true } },
    { name: "b", inputs: { of: "$a.made" } },
    { name: "c" },
  ];
  await stack.run("up", { resources });
  expect(await run("state", "list")).toEqual(expect.arrayContaining([urn("a"), urn("b"), urn("c")]));
  expect(JSON.parse((await run("state", "list", "--json")).join("\n"))).toContainEqual(
    expect.objectContaining({ urn: urn("a"), type: "fake:index:Thing", protect: true }),
  );
  await expect(run("state", "delete", urn("a"))).rejects.toThrow("can't be safely deleted");
  await expect(run("state", "unprotect")).rejects.toThrow("state unprotect takes URNs or --all");
  expect(await run("state", "unprotect", urn("a"))).toEqual(["1 resources unprotected"]);
  expect(await run("state", "delete", urn("a"), "--target-dependents")).toEqual(["2 resources deleted"]);
  expect(stack.resources().map((state) => state.urn)).toEqual([urn("c")]);
  expect(await run("state", "delete", "--all")).toEqual(["Resources deleted"]);
});
