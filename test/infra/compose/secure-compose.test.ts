import fc from "fast-check";
import { ComposeError } from "../../../infra/compose/fault";
import { parseCompose } from "../../../infra/compose/parse-compose";
import { SecureTokens } from "../../../infra/compose/secure-tokens";
import type { ComposeModel } from "../../../infra/compose/service-model";
import { SMALL, source, withLines } from "./compose-text";

function read(text: string, secure: string[], plain: Record<string, string> = {}, files = source(text)): ComposeModel {
  const tokens = new SecureTokens(secure, [text]);
  return parseCompose({ ...files, tokens, variables: { ...plain, ...tokens.variables } });
}

function faultsOf(text: string, secure: string[]): string[] {
  try {
    read(text, secure);
    return [];
  } catch (error) {
    if (error instanceof ComposeError) return error.message.split("\n");
    throw error;
  }
}

test("an environment has secure variables by name, in every form that Compose has for it", () => {
  const text = withLines("environment: [A=x, 'URL=db://u:${PW}@h/${DB}?${PW:-none}', PW, 'C=${PW:+set}', D=$$PW]");
  const { environment, secureEnvironment } = read(text, ["PW"], { DB: "d" }).services[0] ?? {};
  expect(environment).toEqual({ A: "x", C: "set", D: "$PW" });
  expect(secureEnvironment).toEqual({
    URL: ["db://u:", { variable: "PW" }, "@h/d?", { variable: "PW" }],
    PW: [{ variable: "PW" }],
  });
});

test("a variable of an env_file may be made of a secure one", () => {
  const projectFiles = {
    readFile: () => "A=1\nB=x${PW}\n",
    kindOf: source("").projectFiles?.kindOf ?? (() => undefined),
  };
  const text = withLines("env_file: web.env");
  const { environment, secureEnvironment } =
    read(text, ["PW"], {}, { ...source(text), projectFiles }).services[0] ?? {};
  expect(environment).toEqual({ A: "1" });
  expect(secureEnvironment).toEqual({ B: ["x", { variable: "PW" }] });
});

test("secrets take their texts from variables, secure and plain; one that is not used needs none", () => {
  const text = `${withLines("secrets: [one, two, db-key]")}secrets:
  one: { environment: PW }
  two: { environment: PLAIN }
  db-key: { external: true }
  unused: { environment: NOWHERE }
`;
  const model = read(text, ["PW", "db_key"], { PLAIN: "p" });
  expect(model.secrets).toEqual([
    { name: "one", text: [{ variable: "PW" }] },
    { name: "two", text: ["p"] },
    { name: "db-key", text: [{ variable: "db_key" }] },
  ]);
  expect(model.notices).toEqual([
    "c.yaml:14: secrets.db-key: takes the variable db_key of composeVariables, which is the only store of external secrets",
  ]);
});

test("a secret whose variable nothing sets is an error with the command that sets it", () => {
  const text = `${withLines("secrets: [one]")}secrets: { one: { environment: PW } }\n`;
  expect(faultsOf(text, [])).toEqual([
    "c.yaml:11: secrets.one.environment: the variable PW is not set: set it with npx berth config set --secret --path composeVariables.PW VALUE",
  ]);
});

const only =
  "only values of environment and secrets can have one, because everything else is in clear in the state or on the host";

const byShell = `give it to environment and have a shell read it there: ["sh", "-c", "exec app --password \\"$$PASSWORD\\""], or give its path if the program takes a file, and make it a secret`;
const bySecret =
  "make it a secret of the same text, and mount it at the same place: secrets: [{ source: NAME, target: /etc/app.conf }]";

test("a secure variable anywhere else is refused by its name and path, all places at once", () => {
  const lines = [
    "command: [run, '-p', '${PW}']",
    "labels: ['a.${PW}=x']",
    "ports: ['${PW}:80']",
    "mem_limit: ${PW}",
    "healthcheck: { test: [CMD, check, '${PW}'] }",
  ];
  const text = withLines(lines.slice(0, 2).join("\n    ")).replace("./web", "./${PW}");
  expect(faultsOf(text, ["PW"])).toEqual([
    `c.yaml:5: services.web.build.context: uses the secure variable PW: ${only} (got "/app/\${PW}")`,
    `c.yaml:8: services.web.command[2]: uses the secure variable PW: ${only}. Instead, ${byShell} (got "\${PW}")`,
    `c.yaml:9: services.web.labels.a.\${PW}: uses the secure variable PW: ${only}`,
  ]);
  expect(faultsOf(withLines(lines[2] ?? ""), ["PW"])).toEqual([
    expect.stringContaining(`services.web.ports[0]: uses the secure variable PW: ${only}`),
  ]);
  expect(faultsOf(withLines(lines[3] ?? ""), ["PW"])).toEqual([
    expect.stringContaining(`services.web.mem_limit: uses the secure variable PW: ${only}`),
  ]);
  expect(faultsOf(`${SMALL}configs: { c: { content: "x \${PW}" } }`, ["PW"])).toEqual([
    `c.yaml:10: configs.c.content: uses the secure variable PW: ${only}. Instead, ${bySecret} (got "x \${PW}")`,
  ]);
  expect(faultsOf(`${SMALL}configs: { c: { environment: PW } }`, ["PW"])).toEqual([
    `c.yaml:10: configs.c.environment: uses the secure variable PW: ${only}. Instead, ${bySecret} (got "\${PW}")`,
  ]);
  expect(faultsOf(withLines("entrypoint: [run, '${PW}']"), ["PW"])).toEqual([
    `c.yaml:8: services.web.entrypoint[1]: uses the secure variable PW: ${only}. Instead, ${byShell} (got "\${PW}")`,
  ]);
  expect(faultsOf(SMALL.replace('[CMD, "true"]', '"check ${PW}"'), ["PW"])).toEqual([
    expect.stringContaining(
      `uses the secure variable PW: ${only}. Instead, give it to environment, and give the test as a text`,
    ),
  ]);
  expect(faultsOf(SMALL.replace("name: app", "name: 'a${PW}'"), ["PW"])[0]).toContain("uses the secure variable PW");
});

test("extensions that nothing reads may use what they like", () => {
  const text = `x-common: &c { PW: "\${PW}" }\n${withLines("environment: { <<: *c }")}`;
  expect(read(text, ["PW"]).services[0]?.secureEnvironment).toEqual({ PW: [{ variable: "PW" }] });
});

test("tokens come back as what they stand for, whatever is around them", () => {
  const names = ["A", "B_2", "C"];
  const tokens = new SecureTokens(names, ["any"]);
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom(...names).map((variable) => ({ variable })),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts
        .map((one) => (typeof one === "string" ? one : (tokens.variables[one.variable] ?? "")))
        .join("");
      const shown = parts.map((one) => (typeof one === "string" ? one : `\${${one.variable}}`)).join("");
      expect(tokens.shown(text)).toBe(shown);
      expect(tokens.isIn(text)).toBe(parts.some((one) => typeof one !== "string"));
    }),
  );
});
