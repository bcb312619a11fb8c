import { policyDangers } from "../../../../packages/review/dangers/violations";

const violation = (name: string, level: "mandatory" | "advisory", policy = "docker-no-root-user") => ({
  policy,
  level,
  message: "What the policy is for.\nuser: must be one without power",
  urn: name === "" ? "" : `urn:pulumi:dev::berth::docker:index/container:Container::${name}`,
});

test("mandatory ones come first, and the last line of a message is the reason", () => {
  const dangers = policyDangers([violation("api", "advisory"), violation("", "mandatory", "aws-encrypted-volumes")]);
  expect(dangers.map(({ rule, text }) => `${rule}: ${text}`)).toEqual([
    "policy violation: `aws-encrypted-volumes`: user: must be one without power",
    "policy advice: advice of `docker-no-root-user`: user: must be one without power (`api`)",
  ]);
});

test("violations for one reason have one text, which names three resources, and keep their own URNs", () => {
  const names = ["a", "b", "c", "d", "e"];
  const dangers = policyDangers(names.map((name) => violation(name, "advisory")));
  expect([...new Set(dangers.map(({ text }) => text))]).toEqual([
    "advice of `docker-no-root-user`: user: must be one without power (`a`, `b`, `c` and 2 more)",
  ]);
  expect(dangers.map(({ urn }) => urn.split("::").at(-1))).toEqual(names);
});
