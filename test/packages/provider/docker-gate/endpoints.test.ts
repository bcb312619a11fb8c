import fc from "fast-check";
import { askGate } from "../../../support/ask-gate";
import { hostileHostFields, hostileRequests, plainContainer, withHostFields } from "../../../support/hostile-requests";

const create = "/v1.45/containers/create?name=web";

test("refuses every hostile request and names what it is about", () => {
  const verdicts = askGate(hostileRequests);
  const allowed = hostileRequests.filter((_request, index) => verdicts[index]?.reasons === undefined);
  expect(allowed).toEqual([]);
  for (const { reasons = [] } of verdicts) for (const reason of reasons) expect(reason).toMatch(/^[^:]+: .+/);
  expect(hostileRequests.length).toBeGreaterThan(250);
});

test("lets through what the docker command fills in, without the fields that mean nothing", () => {
  const [verdict] = askGate([{ method: "POST", target: create, body: JSON.stringify(plainContainer) }]);
  expect(verdict?.target).toBe(create);
  expect(verdict?.body).toMatchObject({ Image: "debian:trixie-slim", HostConfig: { Binds: ["data:/data"] } });
  expect(JSON.stringify(verdict?.body)).not.toMatch(/Privileged|Devices|UsernsMode|PidMode/);
});

test("refuses one hostile field, wherever it is among harmless ones", () => {
  const fields = Object.entries(hostileHostFields).flatMap(([field, values]) => values.map((value) => [field, value]));
  const harmless = fc.record(
    {
      Memory: fc.nat(),
      CapAdd: fc.constantFrom(["CHOWN"], ["CAP_NET_BIND_SERVICE"], []),
      Binds: fc.constantFrom(["data:/data"], ["a:/b:ro", "c:/d/e:rw,z"]),
      ReadonlyRootfs: fc.boolean(),
      Tmpfs: fc.constantFrom({ "/tmp": "rw,noexec,nosuid,nodev" }, { "/run": "rw,noexec,nosuid,nodev,size=64m" }),
      SecurityOpt: fc.constantFrom(["no-new-privileges:true", "label=type:berth_api_t"]),
    },
    { requiredKeys: [] },
  );
  const cases = fc.sample(fc.tuple(harmless, fc.constantFrom(...fields)), { numRuns: 300, seed: 13 });
  const bodies = cases.flatMap(([base, [field = "", value]]) => [
    withHostFields(base),
    withHostFields({ ...base, [String(field)]: value }),
  ]);
  const verdicts = askGate(bodies.map((body) => ({ method: "POST", target: create, body })));
  for (const [index, [, [field]]] of cases.entries()) {
    expect(verdicts[2 * index]?.reasons).toBeUndefined();
    expect(verdicts[2 * index + 1]?.reasons?.join()).toContain(`HostConfig.${String(field)}`);
  }
});

test("names every fault of a request at once: path, rule, value", () => {
  const body = withHostFields({ Privileged: true, Binds: ["/etc:/x", "data:/y"], CapAdd: ["SYS_ADMIN"] });
  expect(askGate([{ method: "POST", target: create, body }])[0]?.reasons).toEqual([
    'HostConfig.Binds[0]: must be volume:/path[:rw|ro|z|Z]: folders of the host stay outside (got "/etc:/x")',
    'HostConfig.CapAdd[0]: must be a capability that gives no power over the host (got "SYS_ADMIN")',
    "HostConfig.Privileged: must be empty: no plan of Berth sets it (got true)",
  ]);
});

test("lets through what deploying sends, in one spelling", () => {
  const rows = [
    ["HEAD /_ping", "/_ping"],
    ["GET /v1.45/containers/json?all=1&filters=%7B%7D", "/v1.45/containers/json?all=1&filters=%7B%7D"],
    [
      "GET /v1.45/images/docker.io%2Flibrary%2Fdebian%3Atrixie/json",
      "/v1.45/images/docker.io/library/debian:trixie/json",
    ],
    ["GET /images/sha256:0123456789ab/json", "/images/sha256:0123456789ab/json"],
    ["POST /v1.45/containers/0a1b/stop?t=10", "/v1.45/containers/0a1b/stop?t=10"],
    ["DELETE /v1.45/containers/0a1b?force=true&v=true", "/v1.45/containers/0a1b?force=true&v=true"],
    ["PUT /v1.45/containers/0a1b/archive?path=%2F", "/v1.45/containers/0a1b/archive?path=%2F"],
    [
      "POST /v1.45/images/create?fromImage=debian&tag=sha256:ab",
      "/v1.45/images/create?fromImage=debian&tag=sha256%3Aab",
    ],
    ["POST /session", "/session"],
  ] as const;
  const requests = rows.map(([line]) => {
    const [method = "", target = ""] = line.split(" ");
    return { method, target };
  });
  expect(askGate(requests)).toEqual(rows.map(([, target]) => ({ target })));
});

test("lets a build of the official plugin through", () => {
  const query =
    "buildargs=%7B%22A%22%3A%22b%22%7D&buildid=ab&cachefrom=null&cgroupparent=&cpuperiod=0&cpuquota=0&cpusetcpus=&cpusetmems=" +
    "&cpushares=0&dockerfile=Dockerfile&labels=null&memory=0&memswap=0&networkmode=&platform=linux%2Famd64&rm=1" +
    "&session=s1&shmsize=0&t=links%2Fapi%3A0123&target=&ulimits=null&version=2";
  expect(askGate([{ method: "POST", target: `/v1.45/build?${query}` }])[0]?.reasons).toBeUndefined();
});
