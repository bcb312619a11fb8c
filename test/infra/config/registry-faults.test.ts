import { registryFaults } from "../../../infra/config/registry-faults";

const login = { username: "u", password: "p" };
const rule = (host: string) =>
  `the password of ${host} must be secure: npx berth config set --secret --path 'registries["${host}"].password' VALUE`;

test("refuses each password that is in clear in the stack's file, and takes secure ones", () => {
  const written = { "a.example": { username: "u", password: { secure: "v1:…" } }, "b.example": login };
  const registries = { "a.example": login, "b.example": login };
  expect(registryFaults(registries, { isSecure: true, written })).toEqual([
    { key: "registries", rule: rule("b.example") },
  ]);
  expect(registryFaults(registries, { isSecure: false, written: undefined })).toEqual([
    { key: "registries", rule: rule("a.example") },
    { key: "registries", rule: rule("b.example") },
  ]);
  expect(registryFaults(registries, { isSecure: true, written: { secure: "v1:…" } })).toEqual([]);
  expect(registryFaults({}, { isSecure: false, written: undefined })).toEqual([]);
});
