import { BerthProgram } from "./support/berth-program";

jest.setTimeout(240_000);

const program = new BerthProgram();
afterAll(() => program.dispose());

const ofImages = () => program.steps().filter((step) => /Image /.test(step));

test("with imageBuilds here this computer builds every service's image and sends it, and Docker is given no build", async () => {
  program.configure("  berth:imageBuilds: here\n");
  const { summary } = await program.run("up");
  expect(summary.result).toBe("succeeded");
  expect(ofImages()).toEqual([
    "create berth:index:BuiltImage builds-api",
    "create berth:index:BuiltImage builds-db",
    "create berth:index:BuiltImage builds-gateway",
    "create berth:index:Image machine-image",
    "create berth:index:SentImage services-api",
    "create berth:index:SentImage services-db",
    "create berth:index:SentImage services-gateway",
  ]);
});

test("the builds start from the machine's own base image and wait for no host", () => {
  const finished = program.events.flatMap((event) => (event.kind === "step-finished" ? [event.step.urn] : []));
  const at = (name: string) => finished.findIndex((urn) => urn.endsWith(`::${name}`));
  const created = program.berth.calls.find(({ method, name }) => method === "create" && name === "builds-api");
  expect(created?.request).toMatchObject({
    inputs: { build: { context: "../services/api", baseArchive: "/i/base", platform: "linux/amd64" } },
  });
  expect(at("services-api")).toBeGreaterThan(at("berth-dev-ready"));
  expect(at("builds-api")).toBeGreaterThan(at("machine-image"));
});

test("the same source builds and sends nothing again", async () => {
  await program.run("up");
  expect(program.steps()).toEqual([]);
});
