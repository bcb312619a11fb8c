import { logSources } from "../../../packages/cli/log-source";

const hosts = [
  { name: "berth-dev", sshConfig: "/s/config", services: ["api", "db"] },
  { name: "berth-dev-2", sshConfig: "/s/config", services: ["api"] },
] as unknown as Parameters<typeof logSources>[0];

test("without a service there is one command for each service on each host", () => {
  const sources = logSources(hosts, { runtime: "containers", follow: false });
  expect(sources.map(({ host, service }) => [host, service])).toEqual([
    ["berth-dev", "api"],
    ["berth-dev", "db"],
    ["berth-dev-2", "api"],
  ]);
  expect(sources[1]?.argv).toEqual([
    "ssh",
    "-F",
    "/s/config",
    "berth-dev",
    'for id in $(docker ps --all --quiet --filter label=berth.service=db); do docker logs --timestamps --tail 200 "$id" 2>&1 & done; wait',
  ]);
});

test("a service without Docker is read from the journal, and --follow goes on", () => {
  const sources = logSources(hosts.slice(1), { runtime: "vms", service: "api", follow: true });
  expect(sources.map(({ argv }) => argv.at(-1))).toEqual([
    "journalctl --unit berth-api.service --lines 200 --output short-iso --utc --no-pager --follow ",
  ]);
});
