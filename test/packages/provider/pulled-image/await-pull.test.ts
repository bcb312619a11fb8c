import { awaitPull, pullCommand } from "../../../../packages/provider/pulled-image/await-pull";
import { operationNamed } from "../operation";

const image = `links.azurecr.io/api@sha256:${"0".repeat(64)}`;

/** The host answers with these, one a try; the last again and again. That it really pulls is for an account to show. */
function hostSaying(...answers: readonly { exitCode: number; stderr: string }[]) {
  let tries = 0;
  const run = () => {
    const answer = answers[Math.min(tries, answers.length - 1)] ?? { exitCode: 0, stderr: "" };
    tries += 1;
    return Promise.resolve({ ...answer, stdout: "" });
  };
  return { run, tries: () => tries };
}

const pull = (run: ReturnType<typeof hostSaying>["run"], withinMs: number) =>
  awaitPull(
    operationNamed("api"),
    { run, host: { config: "/c", alias: "web-admin" }, registry: "acr", image },
    { withinMs, betweenMs: 1 },
  );

test("a right that is still on its way is waited for", async () => {
  const denied = { exitCode: 1, stderr: "Error response from daemon: unauthorized: authentication required" };
  const host = hostSaying(denied, denied, { exitCode: 0, stderr: "" });
  await pull(host.run, 10_000);
  expect(host.tries()).toBe(3);
});

test("a refusal that lasts ends it, with image, host and the last message", async () => {
  const host = hostSaying({ exitCode: 1, stderr: "denied: requested access to the resource is denied" });
  await expect(pull(host.run, 20)).rejects.toThrow(
    `pull ${image} on web-admin (acr, as who the machine is): denied: requested access to the resource is denied`,
  );
});

test("an error that time does not fix is not tried again", async () => {
  const host = hostSaying({ exitCode: 1, stderr: "no space left on device" });
  await expect(pull(host.run, 10_000)).rejects.toThrow("no space left on device");
  expect(host.tries()).toBe(1);
});

test("nothing in the command is special to a shell", () => {
  for (const registry of ["ecr", "acr"] as const) {
    expect(pullCommand(registry, image).command).toMatch(/^sudo sh -s (ecr|acr) [a-z0-9./@:-]+( [A-Za-z0-9+/]+=*)?$/);
  }
});
