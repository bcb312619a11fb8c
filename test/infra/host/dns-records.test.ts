import { dnsRecords } from "../../../infra/host/dns-records";
import type { ServiceModel } from "../../../infra/compose/service-model";

const port = { host: 443, container: 8443 };
const route = (host: string, path = "/") => ({ host, path, port: 3000 });
const service = (given: Partial<ServiceModel>) => ({ hosts: [1], ports: [], ...given }) as unknown as ServiceModel;
const ingress = service({ ports: [port] });
const zoned = { target: "azure", domain: "", dnsZone: "dns/example.org" } as const;

test("each host name in the zone gets one record, the zone's own name too, and the others are the user's", () => {
  const services = [
    service({ routes: [route("app.example.org"), route("example.org"), route("shop.example.com")] }),
    service({ routes: [route("app.example.org", "/api")] }),
    ingress,
  ];
  expect(dnsRecords(zoned, { services })).toEqual({
    made: [
      { name: "app.example.org", hosts: [1] },
      { name: "example.org", hosts: [1] },
    ],
    byHand: [{ name: "shop.example.com", hosts: [1] }],
  });
});

test("the domain leads to the hosts that publish ports, unless it is a route's, and it is one name then", () => {
  const services = [service({ ports: [port], hosts: [2] }), service({ ports: [{ ...port, hostIp: "127.0.0.1" }] })];
  const config = { ...zoned, domain: "links.example.org" };
  expect(dnsRecords(config, { services }).made).toEqual([{ name: "links.example.org", hosts: [2] }]);
  const routed = [...services, service({ routes: [route("links.example.org")], hosts: [3] })];
  expect(dnsRecords(config, { services: routed }).made).toEqual([{ name: "links.example.org", hosts: [3] }]);
});

test("a domain that no service is open for gets no record, and this computer's names get none", () => {
  const domain = "links.example.org";
  expect(dnsRecords({ ...zoned, domain }, { services: [service({})] })).toEqual({ made: [], byHand: [] });
  const services = [service({ routes: [route("app.example.org")] })];
  expect(dnsRecords({ target: "local", domain: "", dnsZone: "" }, { services })).toEqual({ made: [], byHand: [] });
});

test("without a zone, and outside of what an id alone shows, all records are the user's", () => {
  const services = [service({ routes: [route("app.example.org"), route("a.links.example.org")] }), ingress];
  const names = (config: Parameters<typeof dnsRecords>[0]) => {
    const { made, byHand } = dnsRecords(config, { services });
    return [made.map(({ name }) => name), byHand.map(({ name }) => name)];
  };
  const aws = { target: "aws", domain: "links.example.org", dnsZone: "Z0123456789ABC" } as const;
  expect(names(aws)).toEqual([["links.example.org", "a.links.example.org"], ["app.example.org"]]);
  expect(names({ ...aws, dnsZone: "" })).toEqual([[], ["links.example.org", "app.example.org", "a.links.example.org"]]);
});
