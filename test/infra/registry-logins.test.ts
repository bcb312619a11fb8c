import { registryLogins } from "../../infra/registry-logins";

test("only registries with credentials have a login", () => {
  const registries = {
    "a.example": { username: "robot", password: "s" },
    "b.example:5000": { caFile: "ca.pem" },
    "c.example": { username: "me", password: "t", caFile: "ca.pem" },
  };
  expect(registryLogins(registries)).toEqual([
    { address: "a.example", username: "robot", password: "s" },
    { address: "c.example", username: "me", password: "t" },
  ]);
});
