import { parse } from "yaml";
import { editedCompose } from "../../../../packages/cli/tighten/edited-compose";

const text = `# Ours.
x-app: &app
  image: app:1
services:
  cache:
    image: redis:8 # the usual one
    cap_add:
      - CHOWN
      - SETUID

    # Kept in memory.
    tmpfs: /tmp
  web:
    <<: *app
    deploy: { resources: { limits: { memory: 64m } } }
  inline: { image: app:1 }
  alias: *app
`;
const keys = new Map([
  ["cap_drop", "[ALL]"],
  ["cap_add", "[SETUID]"],
  ["tmpfs", "[/run, /tmp]"],
  ["mem_limit", "32m"],
]);

test("keys that are there change in place, the others come first, and everything else stays as it was", () => {
  expect(editedCompose(text, "cache", keys)).toBe(
    text
      .replace("    image: redis", "    cap_drop: [ALL]\n    mem_limit: 32m\n    image: redis")
      .replace("cap_add:\n      - CHOWN\n      - SETUID", "cap_add: [SETUID]")
      .replace("tmpfs: /tmp", "tmpfs: [/run, /tmp]"),
  );
});

test("a service with deploy gets no second limits, and keys beside a merge key win over it", () => {
  const edited = editedCompose(text, "web", keys) ?? "";
  expect(parse(edited, { merge: true })).toHaveProperty("services.web", {
    ...{ image: "app:1", cap_drop: ["ALL"], cap_add: ["SETUID"], tmpfs: ["/run", "/tmp"] },
    deploy: { resources: { limits: { memory: "64m" } } },
  });
});

test("an empty list is written only in the place of one that is there", () => {
  const none = new Map([["cap_add", "[]"]]);
  expect(editedCompose(text, "web", none)).toBe(text);
  expect(editedCompose(text, "cache", none)).toContain("    cap_add: []\n\n    # Kept in memory.");
});

test.each(["inline", "alias", "missing"])("the service %s is not a block of keys that could be edited", (service) => {
  expect(editedCompose(text, service, keys)).toBeUndefined();
});

test("without keys the text stays as it is", () => {
  expect(editedCompose(text, "cache", new Map())).toBe(text);
});
