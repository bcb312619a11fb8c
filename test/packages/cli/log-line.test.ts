import { logLine, printedLine, sortedByTime } from "../../../packages/cli/log-line";
import { logSources } from "../../../packages/cli/log-source";

const host = (name: string, services: readonly string[]) => ({
  name,
  services,
  sshConfig: "/s/ssh_config",
  address: "127.0.0.1",
  sshPort: 22,
  user: "deploy",
  ssh: "",
});
const api = { host: "one", service: "api" };
const db = { host: "one", service: "db" };

test("every service of every host is a source, or the one that is named", () => {
  const hosts = [host("one", ["api", "db"]), host("two", ["api"])];
  const of = (service?: string) =>
    logSources(hosts, { runtime: "containers", follow: false, ...(service && { service }) }).map(
      (source) => `${source.host} ${source.service}`,
    );
  expect(of()).toEqual(["one api", "one db", "two api"]);
  expect(logSources(hosts.slice(1), { runtime: "vms", service: "api", follow: true })).toEqual([
    {
      host: "two",
      service: "api",
      argv: [
        "ssh",
        "-F",
        "/s/ssh_config",
        "two",
        "journalctl --unit berth-api.service --lines 200 --output short-iso --utc --no-pager --follow ",
      ],
    },
  ]);
});

test("a line is read with its time; one without a time keeps its whole text", () => {
  expect(logLine(api, "2026-11-30T10:00:00.100000000Z listening on 80")).toEqual({
    ...api,
    time: "2026-11-30T10:00:00.100000000Z",
    message: "listening on 80",
  });
  expect(logLine(db, "2026-11-30T10:00:00+0000 db postgres[7]: ready")).toMatchObject({
    time: "2026-11-30T10:00:00+0000",
    message: "db postgres[7]: ready",
  });
  expect(logLine(api, "ssh: connect: refused")).toEqual({ ...api, message: "ssh: connect: refused" });
});

test("the lines of several services are in one order by time, and a line without a time keeps its place", () => {
  const lines = (source: typeof api, ...texts: readonly string[]) => texts.map((text) => logLine(source, text));
  const sorted = sortedByTime([
    lines(api, "2026-11-30T10:00:01Z a1", "  at stack", "2026-11-30T10:00:03Z a2"),
    lines(db, "2026-11-30T10:00:00Z d1", "2026-11-30T10:00:02Z d2"),
  ]);
  expect(sorted.map(({ message }) => message)).toEqual(["d1", "a1", "  at stack", "d2", "a2"]);
});

test("a line is printed after its service, and after its host where there are several", () => {
  const source = (name: string, service: string) => ({ host: name, service, argv: [] });
  const line = logLine(db, "2026-11-30T10:00:00Z ready");
  expect(printedLine([source("one", "api"), source("one", "db")])(line)).toBe("db  | 2026-11-30T10:00:00Z ready");
  expect(printedLine([source("one", "db"), source("two", "gateway")])(line)).toBe(
    "one db      | 2026-11-30T10:00:00Z ready",
  );
});
