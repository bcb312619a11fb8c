import { withLeavingTypes } from "../../../../packages/provider/policy-module/leaving-types";

const shared = "(allow berth_service etc_t (file (read)))\n";
const api = "(type berth_api_t)\n(roletype system_r berth_api_t)\n";
const db = [
  "(type berth_api_db_t)",
  "(roletype system_r berth_api_db_t)",
  "(typeattributeset berth_service (berth_api_db_t))",
  "(allow berth_api_db_t self (capability (chown setuid)))",
].join("\n");

test("a service that leaves keeps its type and its rules, and no other line comes twice", () => {
  expect(withLeavingTypes(`${shared}${api}`, `${shared}${api}${db}\n`)).toBe(`${shared}${api}${db}\n`);
});

test("the policy is the CIL alone when nothing leaves, also when rules change", () => {
  const fewer = `${shared}(type berth_api_db_t)\n`;
  expect(withLeavingTypes(fewer, `${shared}${db}\n`)).toBe(fewer);
  expect(withLeavingTypes(`${shared}${api}`, "")).toBe(`${shared}${api}`);
});
