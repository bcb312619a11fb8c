import { isList, isMap, type PropertyMap, type PropertyValue } from "../../../packages/model/property";
import { decodeUserData } from "../../../infra/guest/cloud-user-data";
import { CloudStack, type Config } from "./cloud-stack";
import type { FakeCloud } from "./fake-cloud";
import { shown } from "./fake-cloud";

/** One cloud as the suite sees it. */
export interface CloudUnderTest {
  /** Of the SDK and of the plugin. */
  readonly sdk: string;
  readonly fake: FakeCloud;
  readonly config: Config;
  readonly address: string;
  /** Forms of the outputs that name the machine. */
  readonly rootDiskId: RegExp;
  readonly bootId: RegExp;
  readonly machineType: string;
  /** Where the encoded user-data is in the machine's inputs. */
  readonly userDataOf: (machine: PropertyMap) => PropertyValue | undefined;
}

/** A stack of a cloud after its first `up`, and what the suite asks of it. */
export class CloudRun {
  readonly stack: CloudStack;

  constructor(readonly cloud: CloudUnderTest) {
    this.stack = new CloudStack("test/infra/programs/cloud-host.ts", { [cloud.sdk]: cloud.fake });
  }

  /** Inputs of everything of a type that was created, in order. */
  created(type: string): readonly PropertyMap[] {
    const calls = this.cloud.fake.history.filter((call) => call.method === "create" && call.type === type);
    return calls.map(({ inputs }) => inputs);
  }

  /** "method name" of each call since the last time, sorted. */
  takeSortedCalls(): readonly string[] {
    return [...this.cloud.fake.takeCalls()].sort();
  }
}

/** What is so on every cloud; run in this order, and more tests of the cloud's own may follow. */
export function describeCloud(run: CloudRun): void {
  const { cloud, stack } = run;
  let text: string;

  test("a first up makes the host; every output of it is known, and no other cloud's SDK was loaded", async () => {
    const { outputs } = await stack.run("up", cloud.config);
    expect(stack.messages("error")).toEqual([]);
    expect(outputs.sdks).toEqual([cloud.sdk]);
    text = shown(outputs.userData);
    expect(outputs.hosts).toEqual([
      {
        name: "berth-test",
        address: cloud.address,
        hostPorts: { "22": 22, "80": 80, "443": 443, "53/udp": 53, "54/udp": 54 },
        hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        rootDiskId: expect.stringMatching(cloud.rootDiskId) as string,
        bootId: expect.stringMatching(cloud.bootId) as string,
      },
    ]);
  });

  test("the guest gets the very text that every platform gives, and no private key is in it", () => {
    const [machine = {}] = run.created(cloud.machineType);
    expect(decodeUserData(shown(cloud.userDataOf(machine)))).toBe(text);
    expect(text).toMatch(/^#cloud-config\n/);
    expect(text).not.toContain("PRIVATE KEY");
  });

  test("a second up changes nothing and makes no request to the cloud", async () => {
    await expectNothingToDo(run, cloud.config);
  });
}

/** A newer image and other user-data reach the machine only with a raised generation. */
export function describeWaiting({ cloud, stack }: CloudRun, newer: string): void {
  test("a newer image and other user-data are shown and warned of, and leave the machine alone", async () => {
    await stack.run("up", { ...cloud.config, "berth:image": newer, "test:remark": "# more\n" });
    expect(cloud.fake.takeCalls()).toEqual([]);
    expect(stack.steps().map(({ operation, urn }) => `${operation} ${urn.split("::").at(-1) ?? ""}`)).toEqual([
      "update berth-test-boot-image",
      "update berth-test-boot-user-data",
    ]);
    const next = "raise the config key generation to 2 to replace the machine";
    expect(stack.messages("warning")).toEqual([
      `image ${newer} (the machine has ${shown(cloud.config["berth:image"] as string)}) waits: ${next}`,
      `changed user-data waits: ${next}`,
    ]);
  });
}

/** An `up` that finds everything as it should be. */
export async function expectNothingToDo(run: CloudRun, config: Config): Promise<void> {
  run.cloud.fake.takeCalls();
  const { summary } = await run.stack.run("up", config);
  expect({ changes: Object.keys(summary.changes), calls: run.cloud.fake.takeCalls() }).toEqual({
    changes: ["same"],
    calls: [],
  });
}

/** The first of the stack's hosts, as it is exported. */
export function firstHost({ hosts }: PropertyMap): PropertyMap | undefined {
  const [host] = isList(hosts) ? hosts : [];
  return isMap(host) ? host : undefined;
}

/** Three machines that a stack without Docker has: known to each other by addresses for good, in one zone. */
export function describePeers(cloud: CloudUnderTest, spread: Omit<Spread, "zones">): void {
  const run = new CloudRun({ ...cloud, config: { ...cloud.config, "berth:runtime": "vms" } });
  afterAll(() => run.stack.dispose());

  test("machines that know each other have addresses for good, stand in one zone, and change nothing at a second up", async () => {
    const { outputs } = await run.stack.run("up", run.cloud.config);
    expect(run.stack.messages("error")).toEqual([]);
    const hosts = isList(outputs.hosts) ? outputs.hosts.filter(isMap) : [];
    expect(hosts.map(({ privateAddress }) => privateAddress)).toEqual(["10.40.0.4", "10.40.0.5", "10.40.0.6"]);
    expect(new Set(run.created(spread.type).map(spread.zoneOf)).size).toBe(1);
    expect(shown(outputs.userData)).toContain("DATA_FOLDER=/var/lib/berth");
    await expectNothingToDo(run, run.cloud.config);
  });

  test("a network too small for them is a fault of the config", async () => {
    const tight = new CloudStack("test/infra/programs/cloud-host.ts", { [cloud.sdk]: cloud.fake });
    try {
      await tight.run("preview", { ...run.cloud.config, "berth:networkCidr": "10.40.0.0/30" });
      expect(tight.messages("error").join("\n")).toContain("networkCidr: must be a /");
    } finally {
      tight.dispose();
    }
  });
}

export interface Spread {
  /** A type of which each host has one, in the host's zone. */
  readonly type: string;
  readonly zoneOf: (inputs: PropertyMap) => string;
  /** Of three hosts. */
  readonly zones: readonly string[];
}

/** More hosts and fewer again leave the others as they are. */
export function describeScaling(run: CloudRun, { type, zoneOf, zones }: Spread): void {
  const { cloud, stack } = run;
  const one = { ...cloud.config, "berth:protectData": false, "test:running": true };
  const three = { ...one, "berth:hosts": 3 };
  const raised = 9;

  test("three hosts take turns in the zones, and the first is not touched by the others' coming", async () => {
    await stack.run("up", one);
    cloud.fake.takeCalls();
    const { outputs } = await stack.run("up", three);
    expect(stack.messages("error")).toEqual([]);
    expect(run.created(type).slice(-2).map(zoneOf).sort()).toEqual(zones.slice(1).sort());
    const hosts = isList(outputs.hosts) ? outputs.hosts.filter(isMap) : [];
    expect(hosts.map(({ name }) => name)).toEqual(["berth-test", "berth-test-2", "berth-test-3"]);
    expect(new Set(hosts.map(({ address }) => address)).size).toBe(3);
    const calls = run.takeSortedCalls();
    expect(calls.filter((call) => !/^create berth-test-[23]/.test(call))).toEqual([]);
  });

  test("a raised generation replaces one machine after the other, each when what runs on the one before it runs again", async () => {
    const { length } = cloud.fake.history;
    await stack.run("up", { ...three, "berth:generation": raised });
    expect(stack.messages("error")).toEqual([]);
    const calls = cloud.fake.history.slice(length);
    const ofHosts = calls.filter(({ type }) => type === cloud.machineType || type.endsWith(":Running"));
    const hosts = ["berth-test", "berth-test-2", "berth-test-3"];
    expect(ofHosts.map(({ method, name }) => `${method} ${name}`)).toEqual(
      hosts.flatMap((host): unknown[] => [
        expect.stringMatching(`delete ${host}-(instance|machine)$`),
        expect.stringMatching(`create ${host}-(instance|machine)$`),
        `update ${host}-services`,
      ]),
    );
    cloud.fake.takeCalls();
  });

  test("one host less takes away the last one and nothing of the others", async () => {
    await stack.run("up", { ...three, "berth:hosts": 2, "berth:generation": raised });
    expect(stack.messages("error")).toEqual([]);
    const calls = run.takeSortedCalls();
    expect(calls.length).toBeGreaterThan(2);
    expect(calls.filter((call) => !call.startsWith("delete berth-test-3"))).toEqual([]);
  });
}
