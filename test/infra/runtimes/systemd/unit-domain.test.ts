import { unitDomain, unitDomainOf, unitModuleOf } from "../../../../infra/runtimes/systemd/unit-domain";
import { sampleUnit } from "./sample-unit";

test("a service without requests has a domain with nothing of its own", () => {
  expect(unitDomain(sampleUnit({ name: "my-web" }))).toBe(
    "(type berth_unit_my_web_t)\n(roletype system_r berth_unit_my_web_t)\n(typeattributeset berth_unit (berth_unit_my_web_t))\n",
  );
  expect([unitDomainOf("my-web"), unitModuleOf("my-web")]).toEqual(["berth_unit_my_web_t", "berth_unit_my_web"]);
});

test("capabilities and memory that is written and run are there only on request", () => {
  const text = unitDomain(sampleUnit({ capabilities: ["SETUID", "CHOWN"] }, { jit: true }));
  expect(text).toContain("(allow berth_unit_web_t self (capability (chown setuid)))\n");
  expect(text).toContain("(allow berth_unit_web_t self (process (execmem)))\n");
});
