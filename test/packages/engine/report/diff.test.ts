import { changeLines, planLines } from "../../../../packages/engine/report/diff";
import type { PropertyMap } from "../../../../packages/model/property";
import { Secret, unknown } from "../../../../packages/model/property";
import type { Step } from "../../../../packages/model/step";
import { stateOf, urnOf } from "../support/planned";

const hidden = { showSecrets: false };

function step(fields: Partial<Step>, before?: PropertyMap, after?: PropertyMap): Step {
  return {
    operation: "update",
    urn: urnOf("a"),
    type: "fake:index:Thing",
    replaceKeys: [],
    changedKeys: [],
    ...fields,
    ...(before === undefined ? {} : { before: stateOf("a", { inputs: before, outputs: before }) }),
    ...(after === undefined ? {} : { after: stateOf("a", { inputs: after }) }),
  };
}

const plan = (of: Step, options = hidden) => planLines(of, options).join("\n");
const change = (of: Step, options = hidden) => changeLines(of, options).join("\n");
const update = { kind: "update", inputDiff: true } as const;

test("a preview shows all properties of what is new; an update, which follows a preview, shows none", () => {
  const created = step({ operation: "create" }, undefined, {
    name: "a",
    __defaults: [],
    image: { kernel: "k".repeat(100), disk: unknown },
  });
  expect(plan(created)).toBe(`+ name: "a"
+ image:
      kernel: "${"k".repeat(100)}"
      disk: [unknown]`);
  expect(change(created)).toBe("");
});

test.each<[string, Step]>([
  ["delete", step({ operation: "delete" }, { size: 1 })],
  ["delete-replaced", step({ operation: "delete-replaced" }, { size: 1 }, { size: 2 })],
  ["same", step({ operation: "same" }, { size: 1 }, { size: 2 })],
])("%s has nothing to report", (_name, of) => {
  expect([plan(of), change(of)]).toEqual(["", ""]);
});

test("shows each leaf that an update changes, old and new", () => {
  const of = step(
    {},
    { keep: 1, size: 1, gone: "x", text: `${"line\n".repeat(20)}old`, list: ["a", "b"] },
    { keep: 1, size: 2, more: { a: true }, text: `${"line\n".repeat(20)}new`, list: ["a", unknown] },
  );
  const told = `- gone: "x"
~ list[1]: "b" => [unknown]
+ more: { a: true }
~ size: 1 => 2
~ text: line 21: "old" => "new"`;
  expect([plan(of), change(of)]).toEqual([told, told]);
});

test("what forces a replacement is marked, in the new resource's creation too", () => {
  const of = step({ operation: "create-replacement", replaceKeys: ["size"] }, { size: 1, n: 1 }, { size: 2, n: 2 });
  expect(change(of)).toBe("~ n: 1 => 2\n~ size: 1 => 2 !");
});

test("shows a diff of a whole map or list leaf by leaf where one line cannot hold it", () => {
  const envs = (last: string) => ["a", "b", "c"].map((name) => `${name}=${name.repeat(40)}`).concat(last);
  const of = step(
    { detailedDiff: { envs: { kind: "update-replace", inputDiff: true }, few: update } },
    { envs: envs("LOG=debug"), few: ["a"] },
    { envs: envs("LOG=info"), few: ["b"] },
  );
  expect(change(of)).toBe(`~ envs[3]: "LOG=debug" => "LOG=info" !
~ few: ["a"] => ["b"]`);
});

test("shows a value that becomes another kind as a whole, the old one first", () => {
  const of = step({ detailedDiff: { it: update } }, { it: { path: "p".repeat(100) } }, { it: "x".repeat(200) });
  expect(change(of)).toBe(`~ it:
    - old: { path: "${"p".repeat(100)}" }
    + new: "${"x".repeat(80)}"… (200 characters)`);
});

test("what the provider found in the outputs is compared with them", () => {
  const before = { ...stateOf("a", { inputs: { size: 1 }, outputs: { size: 9 } }) };
  const of = { ...step({ detailedDiff: { size: { kind: "update", inputDiff: false } } }, {}, { size: 1 }), before };
  expect(change(of)).toBe("~ size: 9 => 1");
});

test("a secret stays one, also where the diff looks into it", () => {
  const of = step(
    { detailedDiff: { "login.password": update, token: update } },
    { login: new Secret({ password: "old pass" }), token: new Secret("old token") },
    { login: new Secret({ password: "new pass" }), token: new Secret("new token") },
  );
  expect(change(of)).toBe("~ login.password: [secret] => [secret]\n~ token: [secret] => [secret]");
  expect(change(of, { showSecrets: true })).toBe(
    '~ login.password: "old pass" => "new pass"\n~ token: "old token" => "new token"',
  );
});

test("what a provider notes for itself is not shown as a change", () => {
  const before = { image: "a", __defaults: ["start"], ports: [{ __defaults: [], internal: 80 }] };
  expect(change(step({}, before, { image: "b", ports: [{ internal: 80 }] }))).toBe('~ image: "a" => "b"');
});
