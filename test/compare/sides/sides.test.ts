import { measures } from "../../../compare/figures/measures";
import { probes, requestResults } from "../../../compare/sides/probes";
import { sideOf } from "../../../compare/sides/side";

const host = {
  name: "berth-vms-api",
  address: "127.0.0.1",
  sshPort: 22,
  user: "deploy",
  sshConfig: "/c",
  ssh: "ssh",
  services: [],
};
const deployed = { url: "http://127.0.0.1:8080", runtime: "vms", hosts: [host] };

test("a side is the stack's URL and hosts", () => {
  expect(sideOf("vms", "twin", deployed)).toEqual({
    name: "vms",
    stack: "twin",
    url: deployed.url,
    hosts: [{ sshConfig: "/c", name: "berth-vms-api" }],
  });
});

test("a stack without a runtime runs containers; one of the other runtime is refused", () => {
  expect(sideOf("containers", "dev", { url: deployed.url, hosts: [host] }).name).toBe("containers");
  expect(() => sideOf("containers", "twin", deployed)).toThrow("stack twin runs its services as vms");
  expect(() => sideOf("vms", "dev", { url: deployed.url, hosts: [host] })).toThrow("as containers");
});

test("every probe reads measures that there are, and no two read the same", () => {
  const read = probes.flatMap((probe) => probe.measures);
  const known = measures.map(({ id }) => id);
  expect(read.filter((id) => !known.includes(id))).toEqual([]);
  expect(new Set(read).size).toBe(read.length);
});

test("what varies is read often enough to rank, the start apart, which happened once", () => {
  const varying = new Set(measures.filter(({ isExact }) => !isExact).map(({ id }) => id));
  const once = probes.filter(({ rounds, measures: read }) => rounds.quick < 2 && read.some((id) => varying.has(id)));
  expect(once.map(({ id }) => id)).toEqual(["boot"]);
});

test("requests that were not all answered give no rate and no latency", () => {
  const asked = { answers: 10, faults: ["Error: status 502"], seconds: 5, medianMs: 3, p99Ms: 9 };
  const reason = "not every request was answered: Error: status 502";
  expect(requestResults(asked)).toEqual(
    ["rate", "latency-median", "latency-p99"].map((measure) => ({ measure, reason })),
  );
  expect(requestResults({ ...asked, faults: [] })).toEqual([
    { measure: "rate", value: 2 },
    { measure: "latency-median", value: 3 },
    { measure: "latency-p99", value: 9 },
  ]);
});
