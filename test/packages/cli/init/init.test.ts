import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { init } from "../../../../packages/cli/init/init";

const folder = mkdtempSync(join(tmpdir(), "init-"));
const project = "name: berth\ndescription: Hardened VMs\nruntime: nodejs\n";
const dev = "config:\n  target: local # here\n";
const aws = "# A host on AWS.\nconfig:\n  berth:target: aws\n  aws:region: eu-central-1\n";

let printed = "";
beforeEach(() => {
  printed = "";
  write("Pulumi.yaml", project);
  write("Pulumi.dev.yaml", dev);
  write("Pulumi.aws.yaml", aws);
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const read = (name: string): string => readFileSync(join(folder, name), "utf8");

/** Runs `berth init FILE`. */
function run(file: string, { name, environment = {} }: { name?: string; environment?: NodeJS.ProcessEnv } = {}) {
  const texts = new Map(name === undefined ? [] : [["name", name]]);
  const line = { command: "init", stack: "dev", flags: new Set<string>(), texts, positionals: [file], forwarded: [] };
  return Promise.resolve().then(() => init(line, environment, folder));
}

const wiki = `services:
  web:
    image: wiki:1
    ports: ["80:3000", "53:53/udp", "127.0.0.1:9000:9000"]
    environment: { DB: "postgres://wiki:\${DB_PASSWORD}@db/wiki" }
    volumes: ["./data:/data"]
  db:
    image: postgres:17
    volumes: ["db:/var/lib/postgresql/data"]
volumes: { db: {} }
`;

test("the checkout becomes the project of the application, and what it opens, keeps and lacks is printed", async () => {
  const path = write("wiki/compose.yaml", wiki);
  expect(await run(path)).toBe(0);
  expect(read("Pulumi.yaml")).toBe("name: wiki\ndescription: Hardened VMs\nruntime: nodejs\n");
  expect(read("Pulumi.dev.yaml")).toBe("config:\n  target: local # here\n  composeFiles: [wiki/compose.yaml]\n");
  expect(read("Pulumi.aws.yaml")).toBe(
    "# A host on AWS.\nconfig:\n  wiki:target: aws\n  aws:region: eu-central-1\n  composeFiles: [wiki/compose.yaml]\n",
  );
  expect(printed).toMatchInlineSnapshot(`
    "2 service(s):
      web: wiki:1, with data
      db: postgres:17, with data

    It opens:
      port 80 of web, to everyone
      port 53/udp of web, to everyone

    It keeps on the data disk, also when a host is replaced:
      volume db
      folder data

    It differs from Compose:
      wiki/compose.yaml:4: services.web.ports[2]: is open to the host itself alone: it is neither in its firewall nor in the outputs
      wiki/compose.yaml:6: services.web.volumes[0]: is the folder data of the host's data disk

    Set these before \`npm run up\`:
      wiki/compose.yaml:5: services.web.environment.DB: the variable DB_PASSWORD is not set: set it in .env beside the compose file, or with npx berth config set --path composeVariables.NAME VALUE

    Written, for project wiki:
      Pulumi.yaml
      Pulumi.aws.yaml
      Pulumi.dev.yaml

    Next: \`npm run preview\`, then \`npm run up\`.
    "
  `);
});

test("routes are printed as what they open, and a file that opens nothing gets the two ways", async () => {
  const route = "x-berth: { route: { host: app.example.org, path: /wiki, port: 3000 } }";
  await run(write("routed/compose.yaml", `services:\n  web:\n    image: wiki:1\n    ${route}\n`));
  expect(printed).toContain("  https://app.example.org/wiki, which leads to port 3000 of web\n");
  expect(printed).toMatch(/port 443 of berth-ingress, to everyone/);
  printed = "";
  await run(write("closed/compose.yaml", "services: { web: { image: wiki } }\n"));
  expect(printed).toContain("It opens:\n  nothing: publish a port, or give a service a route");
});

test("a second run writes nothing, and a folder stands for the Compose file in it", async () => {
  write("wiki/docker-compose.yml", wiki);
  write("wiki/.env", "DB_PASSWORD=x\n");
  await run(join(folder, "wiki"));
  printed = "";
  expect(await run(join(folder, "wiki"))).toBe(0);
  expect(printed).toContain("nothing: all of it was written before");
  expect(printed).not.toContain("Set these before");
});

test("of a file with errors all are printed, and nothing is written", async () => {
  const path = write(
    "bad.yaml",
    'services:\n  a: { image: x, privileged: true, color: red }\n  b: { image: "y:${TAG}", pid: host }\n',
  );
  expect(await run(path)).toBe(1);
  expect(printed).toMatch(/^The file has 3 error\(s\); nothing was written:\n/);
  for (const key of ["services.a.privileged", "services.a.color", "services.b.pid"]) expect(printed).toContain(key);
  expect(printed).not.toContain("TAG");
  expect([read("Pulumi.yaml"), read("Pulumi.dev.yaml"), read("Pulumi.aws.yaml")]).toEqual([project, dev, aws]);
});

test("the project has the name that its owner gives it", async () => {
  const path = write("wiki/compose.yaml", wiki);
  await run(path, { name: "intranet" });
  expect(read("Pulumi.yaml")).toContain("name: intranet\n");
  expect(read("Pulumi.aws.yaml")).toContain("intranet:target: aws");
  await expect(run(path, { name: "no spaces" })).rejects.toThrow('"no spaces" is not a project name');
});

test("a project that has stacks keeps its name, and another one is refused with their names", async () => {
  const path = write("wiki/compose.yaml", wiki);
  write("state/.pulumi/stacks/berth/dev.json", "{}");
  await expect(run(path, { name: "wiki" })).rejects.toThrow(/Project berth has stacks \(dev\).*Destroy them first/);
  expect(read("Pulumi.yaml")).toBe(project);
  expect(await run(path)).toBe(0);
  expect(read("Pulumi.yaml")).toBe(project);
});

test("a project whose stacks may be in a backend elsewhere keeps its name", async () => {
  const path = write("wiki/compose.yaml", wiki);
  await run(path, { environment: { PULUMI_BACKEND_URL: "s3://team" } });
  expect(read("Pulumi.yaml")).toBe(project);
});

test("a file outside of the checkout is written with its whole path", async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "init-elsewhere-"));
  try {
    const path = join(elsewhere, "compose.yaml");
    writeFileSync(path, "name: shop\nservices: { web: { image: shop } }\n");
    await run(path);
    expect(read("Pulumi.dev.yaml")).toContain(`composeFiles: [${path}]`);
    expect(read("Pulumi.yaml")).toContain("name: shop\n");
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
});

test("a file that is not there is reported with what was looked for", async () => {
  await expect(run(join(folder, "none.yaml"))).rejects.toThrow(`No Compose file was found at ${folder}/none.yaml.`);
});
