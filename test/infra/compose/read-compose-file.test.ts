import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readComposeFile } from "../../../infra/compose/read-compose-file";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "berth-compose-"));
  mkdirSync(join(root, "app"));
});
afterEach(() => rmSync(root, { recursive: true }));

function read(files: Readonly<Record<string, string>>, paths = ["app/compose.yaml"]) {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  const options = { variables: { TAG: "from-config" }, memoryMiB: 4096, hosts: 1 };
  return readComposeFile({ paths: paths.map((path) => join(root, path)), root }, options);
}

test("an override file beside one compose file is merged over it, and .env gives values below the configuration's", () => {
  const { services } = read({
    "app/compose.yaml": "services: { web: { image: 'a:${TAG}', hostname: '${NAME}' } }",
    "app/compose.override.yaml": "services: { web: { environment: { DEBUG: 1 } } }",
    "app/.env": "TAG=from-env\nNAME=web-1\n",
  });
  expect(services).toMatchObject([
    { image: { reference: "a:from-config" }, hostname: "web-1", environment: { DEBUG: "1" } },
  ]);
});

test("several files are merged in their order, and no override file is looked for", () => {
  const files = {
    "app/compose.yaml": "services: { web: { image: a } }",
    "app/second.yaml": "services: { web: { image: b } }",
    "app/compose.override.yaml": "services: { web: { image: c } }",
  };
  expect(read(files, ["app/compose.yaml", "app/second.yaml"]).services[0]?.image).toEqual({ reference: "b" });
});

test("all faults of all kinds are reported together, with the file's path in the project", () => {
  const text = "services:\n  web:\n    image: a\n    privileged: true\n    color: red\n    pids_limit: none\n";
  expect(() => read({ "app/compose.yaml": text })).toThrow(
    [
      "app/compose.yaml:4: services.web.privileged: is not taken: it would switch off SELinux and every other wall; name single capabilities with cap_add (got true)",
      'app/compose.yaml:5: services.web.color: is not a key of the Compose Specification at this place (got "red")',
      'app/compose.yaml:6: services.web.pids_limit: must be a whole number (got "none")',
    ].join("\n"),
  );
});

test("a compose file that does not exist is reported with its path in the project", () => {
  expect(() => read({})).toThrow(/^app\/compose\.yaml.*ENOENT/);
});

test("a file that is not UTF-8 is reported with its line, not read with other characters", () => {
  read({ "app/compose.yaml": "services: { web: { image: a, env_file: app.env } }", "app/app.env": "A=1\n" });
  const broken = Buffer.concat([Buffer.from("A=1\nB=caf"), Buffer.from([0xe9]), Buffer.from("\n")]);
  writeFileSync(join(root, "app/app.env"), broken);
  expect(() => read({})).toThrow(/app\.env: must be UTF-8, which line 2 is not/);
  writeFileSync(join(root, "app/compose.yaml"), broken);
  expect(() => read({})).toThrow("app/compose.yaml: must be UTF-8, which line 2 is not");
});
