import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { ComposeModel, ServiceModel } from "../../../../infra/compose/service-model";
import { Services } from "../../../../infra/runtimes/containers/services";
import { imageService } from "./sample-service";
import { recordResources } from "./record-resources";

/** Proves the inputs of what a service with files of the project is made of. */
const registered: pulumi.runtime.MockResourceArgs[] = [];
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "berth-files-"));
  mkdirSync(join(folder, "html"));
  await recordResources(registered, { outputs: ({ name }) => ({ imageId: `sha256:${name}` }) });
});

beforeEach(() => {
  writeFileSync(join(folder, "nginx.conf"), "events {}\n");
  writeFileSync(join(folder, "html/index.html"), "<p>\n");
});

afterAll(() => rmSync(folder, { recursive: true }));

test("fills a volume by a container that never runs, and mounts its parts read-only", async () => {
  await deploy();
  const volume = inputsOf("Volume", "services-files-of-web");
  expect(volume).toEqual({
    name: expect.stringMatching(/^shop-dev-web-files-[0-9a-f]{8}$/) as string,
    driver: "local",
    labels: [
      { label: "berth.project", value: "berth" },
      { label: "berth.stack", value: "dev" },
      { label: "berth.files", value: "web" },
    ],
  });
  expect(inputsOf("Container", "services-files-of-web")).toEqual({
    name: expect.stringMatching(/^web-files-[0-9a-f]{8}$/) as string,
    image: "sha256:services-web",
    labels: volume["labels"],
    hostname: "web-files",
    command: ["/bin/false"],
    user: "65534:65534",
    start: false,
    mustRun: false,
    restart: "no",
    networkMode: "none",
    capabilities: { drops: ["ALL"] },
    securityOpts: ["no-new-privileges:true"],
    ipcMode: "private",
    cgroupnsMode: "private",
    init: false,
    logDriver: "none",
    removeVolumes: true,
    mounts: [{ type: "volume", source: volume["name"], target: "/berth-files", volumeOptions: { noCopy: true } }],
    // A text may have a secret in it, which makes a secret of the whole list.
    uploads: wrapped([
      { file: "/berth-files/0", permissions: "0644", source: here("nginx.conf") },
      { file: "/berth-files/1/index.html", permissions: "0644", source: here("html/index.html") },
      { file: "/berth-files/2", permissions: "0444", content: "level: debug\n" },
    ]),
  });
  const [file, html, config] = ["/etc/nginx/nginx.conf", "/usr/share/nginx/html", "/settings"];
  expect(inputsOf("Container", "services-web")["mounts"]).toEqual(
    [file, html, config].map((target, index) => ({
      type: "volume",
      source: volume["name"],
      target,
      readOnly: true,
      volumeOptions: { noCopy: true, subpath: String(index) },
    })),
  );
});

test("leaves a service without files as it is", async () => {
  await deploy();
  expect(registered.filter(({ name }) => name.includes("other")).map(({ name }) => name)).toEqual([
    "services-other",
    "services-other-outcome",
    "services-other-releases",
  ]);
  expect(inputsOf("Container", "services-other")).not.toHaveProperty("mounts");
});

test("another content is another volume, holder and container of that service alone", async () => {
  const first = await names({});
  expect(await names({})).toEqual(first);
  writeFileSync(join(folder, "html/index.html"), "<p>new\n");
  const second = await names({});
  expect(second.slice(0, 3).every((name, index) => name !== first[index])).toBe(true);
  expect(second[3]).toBe(first[3]);
});

test("another machine fills the same volume again", async () => {
  const [volume, holder, container] = await names({});
  const [sameVolume, otherHolder, otherContainer] = await names({ disk: "second" });
  expect(sameVolume).toBe(volume);
  expect(otherHolder).not.toBe(holder);
  expect(otherContainer).not.toBe(container);
});

test("mounts a secret at another place from the files' volume, and renames one in the usual folder", async () => {
  await deploy({ secretMounts });
  expect(inputsOf("Container", "services-files-of-web")["uploads"]).toMatchObject({
    value: expect.arrayContaining([
      { file: "/berth-files/3", permissions: "0400", owner: "101", group: "102", content: "hidden" },
    ]) as unknown,
  });
  expect(inputsOf("Container", "services-web-secrets")["uploads"]).toEqual(
    wrapped([
      { file: "/run/secrets/db", permissions: "0444", content: "hidden too" },
      { file: "/run/secrets/third", permissions: "0444", content: "hidden as well" },
    ]),
  );
  expect(inputsOf("Container", "services-web")["mounts"]).toHaveLength(4);
  const others = registered.filter(({ name }) => !/-(secrets|files-of-web)$/.test(name));
  expect(JSON.stringify(others)).not.toContain("hidden");
});

test("another value of a secret, or another place of it, is another container", async () => {
  const [volume, , container] = await names({ secretMounts });
  const changed = await names({ secretMounts, value: "changed" });
  expect(changed[0]).not.toBe(volume);
  expect(changed[2]).not.toBe(container);
  const moved = await names({ secretMounts: { ...secretMounts, password: { target: "/run/secrets/database" } } });
  expect(moved[0]).toBe(volume);
  expect(moved[2]).not.toBe(container);
});

const secretMounts = {
  key: { target: "/etc/tls.key", uid: "101", gid: "102", mode: 0o400 },
  password: { target: "/run/secrets/db", mode: 0o444 },
};

async function names(args: Parameters<typeof deploy>[0]): Promise<unknown[]> {
  await deploy(args);
  return [
    inputsOf("Volume", "services-files-of-web")["name"],
    inputsOf("Container", "services-files-of-web")["name"],
    inputsOf("Container", "services-web")["name"],
    inputsOf("Container", "services-other")["name"],
  ];
}

interface Changes {
  readonly disk?: string;
  readonly secretMounts?: NonNullable<ServiceModel["secretMounts"]>;
  /** Of the secret that is mounted elsewhere. */
  readonly value?: string;
}

async function deploy({ disk = "disk", secretMounts: mounts, value = "hidden" }: Changes = {}): Promise<void> {
  registered.length = 0;
  const values = { key: value, password: "hidden too", third: "hidden as well" };
  const compose: ComposeModel = {
    name: "shop",
    networks: [],
    volumes: [],
    secrets: mounts === undefined ? [] : Object.keys(values).map((name) => ({ name, file: name })),
    configs: [{ name: "settings", content: "level: debug\n" }],
    services: [
      imageService({
        files: [
          { source: "nginx.conf", target: "/etc/nginx/nginx.conf" },
          { source: "html", target: "/usr/share/nginx/html" },
        ],
        configMounts: [{ config: "settings", target: "/settings" }],
        ...(mounts && { secrets: Object.keys(values), secretMounts: mounts }),
      }),
      imageService({ name: "other" }),
    ],
  };
  const host = {
    name: "main",
    address: pulumi.output("127.0.0.1"),
    sshPort: pulumi.output(22),
    user: "deploy",
    dockerHost: pulumi.output("ssh://deploy@127.0.0.1:22"),
    sshConfig: pulumi.output("/private/config"),
    hostPorts: pulumi.output<Record<string, number>>({}),
    rootDiskId: pulumi.output(disk),
    machine: new pulumi.ComponentResource("test:index:Machine", "machine"),
  };
  const secrets = new Map(Object.entries(values).map(([name, text]) => [name, pulumi.secret(text)]));
  const services = new Services("services", { host, compose, folder, secrets, releases: { keep: 3, pins: {} } });
  await new Promise((done) => services.containers.apply(done));
  // What waits for a container is registered a moment after it.
  await new Promise((done) => setTimeout(done, 200));
}

function here(path: string): string {
  return relative(process.cwd(), join(folder, path));
}

/** A secret as the wire has it. */
function wrapped(value: unknown): unknown {
  return expect.objectContaining({ value }) as unknown;
}

function inputsOf(kind: string, name: string): Record<string, unknown> {
  const found = registered.find((args) => args.name === name && args.type.endsWith(`:${kind}`));
  if (found === undefined) throw new Error(`no ${kind} ${name} was registered`);
  return found.inputs as Record<string, unknown>;
}
