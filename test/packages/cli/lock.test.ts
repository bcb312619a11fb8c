import { commandTable } from "../../../packages/cli/command-table";
import { parseCommandLine } from "../../../packages/cli/parse-command-line";
import { describeLock, lock } from "../../../packages/cli/lock";

const [a, b, c] = ["a", "b", "c"].map((letter) => `sha256:${letter.repeat(64)}`) as [string, string, string];
const amd64 = "linux/amd64";

test("an image that is named without --update is refused with the command that looks for a newer one", async () => {
  const stack = { name: "dev", local: true, privateFolder: "/nowhere" };
  const line = parseCommandLine(commandTable, ["lock", "postgres:17"]);
  await expect(lock(stack, line)).rejects.toThrow("npx berth lock --update postgres:17");
});

test("prints what is pinned, what changed, and what to do for the others", () => {
  const locked = {
    images: { "a:1": { digest: b, platform: amd64 }, "b:1": { digest: c, platform: amd64 } },
    faults: new Map([["c:1", "GET https://r.example/v2/c/manifests/1: status 404"]]),
  };
  expect(describeLock({ "a:1": { digest: a, platform: amd64 } }, locked)).toBe(
    `a:1 ${a} → ${b}\nb:1 ${c}\nc:1 is not pinned: GET https://r.example/v2/c/manifests/1: status 404\n`,
  );
});
