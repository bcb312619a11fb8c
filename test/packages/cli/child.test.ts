import { runPrefixed } from "../../../packages/cli/child";

test("each line of a program comes behind its prefix, its last without an end too, and its exit code is kept", async () => {
  const written: string[] = [];
  const spy = jest.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  try {
    expect(await runPrefixed("web | ", ["sh", "-c", "echo one; printf two; exit 3"])).toBe(3);
  } finally {
    spy.mockRestore();
  }
  expect(written).toEqual(["web | one\n", "web | two\n"]);
});

test("a program that there is not is told", async () => {
  await expect(runPrefixed("", ["/none/at/all"])).rejects.toThrow(
    "/none/at/all could not be started: spawn /none/at/all ENOENT",
  );
});
