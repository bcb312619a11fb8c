import { packageConfig } from "../../../../packages/engine/project/package-config";
import { Secret } from "../../../../packages/model/property";

const resolved = { config: { "aws:region": "r", "aws:key": "k", "app:name": "n" }, secretKeys: ["aws:key"] };

test("a package gets the keys of its namespace, secrets as secrets", () => {
  expect(packageConfig(resolved, "aws")).toEqual({ region: "r", key: new Secret("k") });
});

test("the dynamic provider gets every key with its namespace", () => {
  expect(Object.keys(packageConfig(resolved, "pulumi-nodejs"))).toEqual(["aws:region", "aws:key", "app:name"]);
});
