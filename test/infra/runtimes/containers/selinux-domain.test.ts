import { servicesModule } from "../../../../infra/runtimes/containers/selinux-domain";
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
