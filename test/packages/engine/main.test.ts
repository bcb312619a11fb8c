import { EngineProject, isAlive, until } from "./support/engine-process";

jest.setTimeout(180_000);

let project: EngineProject;
beforeEach(() => (project = new EngineProject()));
afterEach(() => project.dispose());

test("killed while it creates: nothing it started lives on, and the next up converges and cleans up", async () => {
  project.program(["a", "b"], 60_000);
  const { child, ended } = project.start("up", "--yes");
  await project.object("a");
  const provider = project.providerPid("a");
  child.kill("SIGKILL");
  await ended;
  await until(() => !isAlive(provider), "the provider has ended");
  expect(project.state().pending_operations).toMatchObject([{ type: "creating" }]);

  project.program(["a", "b"], 0);
  const next = await project.run("up", "--yes");
  expect(next.output).toContain("the last run was cut off while creating this resource");
  expect([next.code, project.objects(), project.locks()]).toEqual([0, ["a", "b"], []]);
  expect(project.state().pending_operations ?? []).toEqual([]);

  expect((await project.run("destroy", "--yes")).code).toBe(0);
  expect((await project.run("stack", "rm", "--yes")).code).toBe(0);
  expect(project.objects()).toEqual([]);
});

test("Ctrl-C: what runs may end and is kept, nothing new begins, the lock is gone, exit 130", async () => {
  project.program(["a", "b"], 3_000);
  const { child, ended } = project.start("up", "--yes");
  await project.object("a");
  const provider = project.providerPid("a");
  child.kill("SIGINT");
  const { code, output } = await ended;
  expect(output).toContain("stopping: steps that run may end");
  expect([code, project.objects(), project.locks(), isAlive(provider)]).toEqual([130, ["a"], [], false]);
});

test("of two updates at once one wins and the other names the holder of the lock; no secret is shown or stored in clear", async () => {
  project.program(["a"], 4_000);
  const first = project.start("up", "--yes");
  await project.object("a");
  const second = await project.run("up", "--yes");
  const { code, output } = await first.ended;
  expect([code, second.code]).toEqual([0, 1]);
  expect(second.output).toContain("lock");
  const json = await project.run("preview", "--json");
  const outputs = await project.run("outputs", "--json");
  expect(JSON.parse(outputs.output)).toEqual({ password: "[secret]" });
  expect((JSON.parse(json.output) as { changeSummary: unknown }).changeSummary).toEqual({ same: 2 });
  for (const text of [output, second.output, json.output, outputs.output, project.everythingWritten()])
    expect(text).not.toContain("CANARY");
});

test("a stack that is not found is an error that names the command that creates it", async () => {
  project.program([], 0);
  const missing = await project.run("destroy", "--yes");
  expect([missing.code, missing.output]).toEqual([1, "error: no stack named 'test' found; `up` creates it\n"]);
});
