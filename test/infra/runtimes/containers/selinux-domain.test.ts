import fc from "fast-check";
import { domainOf, servicesModule } from "../../../../infra/runtimes/containers/selinux-domain";
import { sampleService } from "./sample-service";

test("gives each service a type of its own with exactly the capabilities of its entry, whatever their order", () => {
  const services = [
    sampleService({ name: "web-site", capabilities: ["SETUID", "CHOWN"] }),
    sampleService({ name: "api" }),
  ];
  const text = servicesModule(services);
  expect(text.slice(text.indexOf("(type "))).toBe(`(type berth_api_t)
(roletype system_r berth_api_t)
(typeattributeset berth_service (berth_api_t))
(type berth_web_site_t)
(roletype system_r berth_web_site_t)
(typeattributeset berth_service (berth_web_site_t))
(allow berth_web_site_t self (capability (chown setuid)))
`);
  expect(servicesModule([...services].reverse())).toBe(text);
});

test("lets all services read facts of their machine and write none of them", () => {
  const text = servicesModule([]);
  expect(
    text.match(/\((?:dir|file|lnk_file) \(([a-z ]+)\)\)/g)?.every((rule) => !/write|append|create|execute/.test(rule)),
  ).toBe(true);
  expect(text).not.toContain("capability");
});

test("splits capabilities by the kernel's two classes", () => {
  const text = servicesModule([sampleService({ name: "net", capabilities: ["NET_ADMIN", "BPF", "SYSLOG"] })]);
  expect(text).toContain("(allow berth_net_t self (capability (net_admin)))\n");
  expect(text).toContain("(allow berth_net_t self (capability2 (bpf syslog)))\n");
});

test("keeps clear of the host's types, and of names that differ in what a type can't have", () => {
  expect(domainOf("build")).toMatch(/^berth__build_[0-9a-f]{8}_t$/);
  expect(domainOf("a-b")).toBe("berth_a_b_t");
  expect(domainOf("a_b")).toMatch(/^berth__a_b_[0-9a-f]{8}_t$/);
  expect(domainOf("A.b")).toMatch(/^berth__a_b_[0-9a-f]{8}_t$/);
});

test("never gives two services one type", () => {
  const name = fc.stringMatching(/^[abA][ab_.-]{0,4}$/);
  fc.assert(
    fc.property(name, name, (one, other) => {
      expect(domainOf(one)).toMatch(/^berth_[a-z0-9_]+_t$/);
      expect(domainOf(one) === domainOf(other)).toBe(one === other);
    }),
  );
});

test("names that differ in a hyphen, an underscore, a capital or the builder's type live together, at any length", () => {
  const names = ["a-b", "a_b", "A_b", "build", "a".repeat(100)];
  const types = names.map(domainOf);
  expect(new Set(types).size).toBe(names.length);
  expect(types).not.toContain("berth_build_t");
  const text = servicesModule(names.map((name) => sampleService({ name })));
  for (const type of types) expect(text.split(`(type ${type})`)).toHaveLength(2);
});
