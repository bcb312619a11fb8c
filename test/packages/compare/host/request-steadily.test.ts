import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { requestSteadily } from "../../../../packages/compare/host/request-steadily";

let server: Server;
let url: string;
let sockets: number;
let status: number;

beforeEach(async () => {
  sockets = 0;
  status = 200;
  server = createServer((_request, response) => {
    setTimeout(() => response.writeHead(status).end("answer"), 5);
  });
  server.on("connection", () => (sockets += 1));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((closed) => server.close(closed)));

test("connections stay open and send the next request after each answer", async () => {
  const asked = await requestSteadily(url, 3, 1);
  expect(asked.faults).toEqual([]);
  expect(sockets).toBe(3);
  expect(asked.answers).toBeGreaterThan(3);
  expect(asked.medianMs).toBeGreaterThan(4);
  expect(asked.p99Ms).toBeGreaterThanOrEqual(asked.medianMs);
  expect(asked.seconds).toBeGreaterThanOrEqual(1);
});

test("an answer other than 200 is a fault, and ends the requests", async () => {
  status = 503;
  const asked = await requestSteadily(url, 2, 30);
  expect(asked).toMatchObject({ answers: 0, faults: ["Error: status 503"] });
  expect(asked.seconds).toBeLessThan(20);
});

test("a port without a listener is a fault", async () => {
  const { faults } = await requestSteadily("http://127.0.0.1:1", 1, 30);
  expect(faults.join()).toMatch(/ECONNREFUSED/);
});
