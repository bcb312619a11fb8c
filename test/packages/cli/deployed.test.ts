import { type Deployed, hostsOf, pickHost, whyNotRead } from "../../../packages/cli/deployed";

const host = (name: string, services: readonly string[]) => ({
  ...{ name, services, address: "127.1.2.3", sshPort: 22, user: "deploy" },
  ...{ sshConfig: "/ssh/config", ssh: `ssh -F /ssh/config ${name}` },
});
const deployed: Deployed = {
  url: "http://127.1.2.3",
  hosts: [host("berth-dev", ["api", "db"]), host("berth-dev-2", ["api"]), host("berth-dev-3", [])],
};
const names = (service: string, name?: string) => hostsOf(deployed, service, name).map((each) => each.name);

test("a service's hosts are all that run it, or the one that is named", () => {
  expect(names("api")).toEqual(["berth-dev", "berth-dev-2"]);
  expect(names("db")).toEqual(["berth-dev"]);
  expect(names("db", "berth-dev-3")).toEqual(["berth-dev-3"]);
});

test("reports a service or a host that does not exist with those that exist", () => {
  expect(() => names("apo")).toThrow("No host runs a service apo; the services are api, db.");
  expect(() => names("api", "berth-4")).toThrow(
    "The stack has no host berth-4; its hosts are berth-dev, berth-dev-2, berth-dev-3.",
  );
});

test("a host is the first where none is named", () => {
  expect(pickHost(deployed, undefined).name).toBe("berth-dev");
});

test("a stack that was never up is brought up; a state that can't be read is reported as that", () => {
  const up = "Stack dev is not up. Bring it up with: npm run up -- --stack dev";
  expect(whyNotRead("dev", 0, "")).toBe(up);
  expect(whyNotRead("dev", 1, "error: no stack named 'dev' found; `up` creates it")).toBe(up);
  const broken = whyNotRead("dev", 1, "error: read state: Unexpected end of JSON input");
  expect(broken).not.toContain("not up");
  expect(broken).toContain("Unexpected end of JSON input");
});
