import { withoutProviderDefaults } from "../../../../packages/engine/plan/provider-defaults";

test("takes out what the provider filled in, at any depth, and keeps what the program gave", () => {
  const inputs = {
    __defaults: ["start", "name"],
    start: true,
    name: "web-1234567",
    image: "a",
    ports: [{ __defaults: ["protocol"], internal: 80, protocol: "tcp" }],
    healthcheck: { __defaults: [], retries: 3 },
  };
  expect(withoutProviderDefaults(inputs)).toEqual({
    image: "a",
    ports: [{ internal: 80 }],
    healthcheck: { retries: 3 },
  });
});
