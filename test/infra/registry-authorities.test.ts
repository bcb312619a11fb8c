import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeFaults } from "../../infra/config/config-schema";
import { registryAuthorities } from "../../infra/registry-authorities";
import { ownCertificate } from "../packages/docker/registry/own-certificate";

const folder = mkdtempSync(join(tmpdir(), "registry-authorities-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const { key, cert } = ownCertificate();

function read(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const registries = Object.fromEntries(Object.keys(files).map((name) => [`${name}.example`, { caFile: name }]));
  const { authorities, faults } = registryAuthorities({ ...registries, "x.example": { username: "u" } }, folder);
  return { authorities: Object.fromEntries(authorities), faults: describeFaults(faults) };
}

test("the certificates of a file are taken, one or several, without remarks", () => {
  expect(read({ one: `The registry's own\n${cert}`, two: `${cert}\n${cert}` })).toEqual({
    authorities: { "one.example": cert, "two.example": cert + cert },
    faults: [],
  });
});

test("a file that is not there, has no certificate, or has a key in it is a fault with its registry, all at once", () => {
  const broken = cert.replace(/\n[\w+/]{8}/, "\nAAAAAAAA");
  const rule = "must be a file in PEM with certificates, and nothing else in it that is PEM";
  expect(read({ text: "x", both: cert + key, broken })).toEqual({
    authorities: {},
    faults: ["text", "both", "broken"].map(
      (name) => `registries: caFile of ${name}.example ${rule} (got ${JSON.stringify(name)})`,
    ),
  });
  const { faults } = registryAuthorities({ "a.example": { caFile: "gone.pem" } }, folder);
  expect(describeFaults(faults)).toEqual(['registries: caFile of a.example can\'t be read (ENOENT) (got "gone.pem")']);
});
