import { secureVariableFaults } from "../../../infra/config/secure-variables";

test("refuses a secure value among the variables of the compose files, and no other", () => {
  expect(secureVariableFaults("berth", '["berth:composeVariables"]')).toEqual([
    {
      key: "composeVariables",
      rule: "must not have a secure value, which would be in clear in the state: use `secrets` of the compose file",
    },
  ]);
  expect(secureVariableFaults("berth", '["other:composeVariables","berth:domain"]')).toEqual([]);
  expect(secureVariableFaults("berth")).toEqual([]);
});
