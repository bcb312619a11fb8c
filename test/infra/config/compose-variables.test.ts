import { composeVariables } from "../../../infra/config/compose-variables";

test("the domain is SITE, over a configured value of that name", () => {
  const configured = { SITE: "a", TAG: "17" };
  expect(composeVariables({ domain: "", composeVariables: configured })).toEqual(configured);
  expect(composeVariables({ domain: "example.org", composeVariables: configured })).toEqual({
    SITE: "example.org",
    TAG: "17",
  });
});
