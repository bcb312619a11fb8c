import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeConfigValue, setConfigValue } from "../../../../packages/engine/project/config-edit";

const folder = mkdtempSync(join(tmpdir(), "config-edit-"));
const file = { path: join(folder, "Pulumi.dev.yaml"), project: "shop" };
const read = () => readFileSync(file.path, "utf8");
beforeEach(() => rmSync(file.path, { force: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("writing keeps comments, order, mode and the short form of a key", () => {
  writeFileSync(file.path, "# of the shop\nconfig:\n  size: 3 # medium\n  other: {a: 1}\nencryptionsalt: v1:salt\n");
  chmodSync(file.path, 0o640);
  setConfigValue(file, ["shop:size"], "5");
  setConfigValue(file, ["password"], { secure: "v1:a:b" });
  expect(read()).toBe(`# of the shop
config:
  size: "5" # medium
  other: { a: 1 }
  shop:password:
    secure: v1:a:b
encryptionsalt: v1:salt
`);
  expect(statSync(file.path).mode & 0o777).toBe(0o640);
});

test("a part of a value is written and removed, and what is around it stays", () => {
  writeFileSync(file.path, "config:\n  variables:\n    TAG: 1.2 # pinned\n    HOST: a\n");
  setConfigValue(file, ["variables", "HOST"], "b");
  setConfigValue(file, ["variables", "PASSWORD"], { secure: "v1:a:b" });
  setConfigValue(file, ["registries", "r.example:5000", "username"], "robot");
  const rest = `config:
  variables:
    TAG: 1.2 # pinned
    HOST: b
`;
  const registries = "  shop:registries:\n    r.example:5000:\n      username: robot\n";
  expect(read()).toBe(`${rest}    PASSWORD:\n      secure: v1:a:b\n${registries}`);
  expect(removeConfigValue(file, ["variables", "PASSWORD"])).toBe(true);
  expect(read()).toBe(rest + registries);
  expect(removeConfigValue(file, ["variables", "PASSWORD"])).toBe(false);
});

test("writing makes a file that is not there, and refuses one it cannot read and a key of another form", () => {
  setConfigValue(file, ["a"], true);
  expect(read()).toBe("config:\n  shop:a: true\n");
  expect(() => setConfigValue(file, ["a:b:c"], "")).toThrow(`"a:b:c" is not a key`);
  writeFileSync(file.path, "config: [");
  expect(() => setConfigValue(file, ["a"], "")).toThrow(`read ${file.path}`);
});
