import { nameInZone, zoneId, zoneName } from "../../../infra/config/dns-zone";

test("a name inside of a zone is what stands before the zone's own", () => {
  expect(nameInZone("links.example.org", "example.org")).toBe("links");
  expect(nameInZone("a.b.example.org", "example.org")).toBe("a.b");
  expect(nameInZone("example.org", "example.org")).toBe("@");
  expect(nameInZone("badexample.org", "example.org")).toBeUndefined();
});

test("the name of a zone is the config's; of an id alone only the domain and what is below it is known", () => {
  const domain = "links.example.org";
  expect(zoneName({ domain, dnsZone: "" })).toBeUndefined();
  expect(zoneName({ domain, dnsZone: "dns/example.org" })).toBe("example.org");
  expect(zoneName({ domain, dnsZone: "Z0123456789ABC" })).toBe(domain);
  expect(zoneName({ domain: "", dnsZone: "Z0123456789ABC" })).toBeUndefined();
  expect(zoneId({ dnsZone: "Z0123456789ABC/example.org" })).toBe("Z0123456789ABC");
  expect(zoneId({ dnsZone: "Z0123456789ABC" })).toBe("Z0123456789ABC");
});
