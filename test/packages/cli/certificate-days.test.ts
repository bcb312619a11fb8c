import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:tls";
import { describeCertificates, readCertificates } from "../../../packages/cli/certificate-days";
import { ownCertificate } from "../docker/registry/own-certificate";

const known = "app.example.test";
let server: Server;
let port = 0;

beforeAll(async () => {
  const certificate = ownCertificate();
  // As the ingress does: a name that it does not serve gets no certificate.
  const SNICallback = (name: string, done: (error: Error | null) => void) =>
    done(name === known ? null : new Error("unknown name"));
  server = createServer({ ...certificate, SNICallback }, (socket) => socket.end());
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
});

test("a route's certificate is read from the first host that serves its name", async () => {
  const hosts = [{ address: "127.0.0.2" }, { address: "127.0.0.1" }];
  const urls = [`https://${known}:${port}/`, `https://other.example.test:${port}/`, "http://plain.example.test/"];
  // It is made for two days, a moment ago.
  expect(await readCertificates(urls, hosts)).toEqual([{ url: urls[0], days: 1 }, { url: urls[1] }]);
});

test("each certificate has a line", () => {
  const lines = describeCertificates([
    { url: "https://a.example/", days: 89 },
    { url: "https://b.example/", days: -1 },
    { url: "https://c.example/" },
  ]);
  expect(lines).toEqual([
    "https://a.example/  certificate expires in 89 days",
    "https://b.example/  certificate has expired",
    "https://c.example/  no certificate is served",
  ]);
});
