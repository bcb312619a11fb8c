import { isMap, type PropertyMap } from "../../packages/model/property";
import { BerthProgram } from "./support/berth-program";

jest.setTimeout(240_000);

const program = new BerthProgram();
beforeAll(() => program.configure("  local:image: stock\n"));
afterAll(() => program.dispose());

test("a stock image takes the place of the built one, and the guest's own host key that of a made one", async () => {
  const { summary } = await program.run("preview");
  expect(summary.result).toBe("succeeded");
  expect(program.steps()).toEqual(
    expect.arrayContaining([
      "create berth:index:StockImage stock-image",
      "create berth:index:ConsoleHostKey berth-dev-host-key",
    ]),
  );
  expect(program.steps()).not.toContain("create berth:index:KeyPair berth-dev-host-key");
  expect(program.steps()).not.toContain("create berth:index:Image machine-image");
});

test("its machine boots itself with the user-data that hardens it, gets no secret, and may take its time", async () => {
  await program.run("up");
  const made = (name: string): PropertyMap => {
    const call = program.berth.calls.find((one) => one.method === "create" && one.name === name);
    return (call?.request as { inputs: PropertyMap } | undefined)?.inputs ?? {};
  };
  const machine = made("berth-dev-machine");
  expect(Object.keys(isMap(machine.image) ? machine.image : {}).sort()).toEqual(["digest", "rootDisk"]);
  expect(machine.credentials).toEqual({});
  expect(machine.userData).toMatch(/^#cloud-config\nusers: \[\]\n/);
  expect(machine.userData).toContain("/usr/local/sbin/berth-harden");
  expect(made("berth-dev-ready").bootLimitSeconds).toBe(3600);
  expect(made("berth-dev-host-key").command).toEqual(["cat", expect.stringMatching(/\/berth-dev\/serial\.log$/)]);
});

test("a second `up` changes nothing", async () => {
  await program.run("up");
  expect(program.steps()).toEqual([]);
});

test("a wrong image is a fault of the configuration", async () => {
  program.configure("  local:image: https://example.org/debian.qcow2\n");
  const { summary } = await program.run("preview");
  expect(summary.result).toBe("failed");
  expect(JSON.stringify(program.events)).toContain("local:image: must be");
});
