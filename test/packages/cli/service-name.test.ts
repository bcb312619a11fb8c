import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { serviceName } from "../../../packages/cli/service-name";

test.each(["api", "My_App", "0.web", "a-b.c_D9"])("the name %j, which Compose allows, is taken", (name) => {
  expect(serviceName(name, "npx berth logs api")).toBe(name);
});

test.each(["", "a b", "a;id", "$(id)", "a\nb", "a/b", "é"])("the word %j is refused with the example", (word) => {
  expect(() => serviceName(word, "npx berth logs api")).toThrow(
    `${JSON.stringify(word)} is not the name of a service, for example: npx berth logs api`,
  );
});

test("whatever is taken is one word of a shell, which changes nothing in it", () => {
  const words = fc.sample(fc.string({ minLength: 1, maxLength: 12, unit: "binary-ascii" }), 2000).filter((word) => {
    try {
      return serviceName(word, "") === word;
    } catch {
      return false;
    }
  });
  const script = words.map((word) => `printf '%s\\n' label=${word}`).join("\n");
  const { stdout } = spawnSync("sh", ["-c", script], { encoding: "utf8" });
  expect(stdout).toBe(words.map((word) => `label=${word}\n`).join(""));
});
