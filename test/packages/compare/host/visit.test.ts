import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { sumOf, visitUntil } from "../../../../packages/compare/host/visit";

const visit = (at: number, isAnswered: boolean, hasText = false) => ({ at, isAnswered, hasText });

test("the time from each failure to the next answer is added up", () => {
  const visits = [
    visit(0, true),
    visit(1, false),
    visit(2, false),
    visit(3, true),
    visit(4, false),
    visit(5, true, true),
  ];
  expect(sumOf(visits)).toEqual({ seenAfter: 5, notAnswering: 3 });
});

test("what never answers again does not answer until the last visit; what was never seen has no time", () => {
  expect(sumOf([visit(0, true), visit(1, false), visit(4, false)])).toEqual({ notAnswering: 3 });
  expect(sumOf([])).toEqual({ notAnswering: 0 });
});

describe("of a real server", () => {
  let server: Server;
  let answer = { status: 200, text: "old" };
  let url: string;
  beforeAll(async () => {
    server = createServer((_request, response) => response.writeHead(answer.status).end(answer.text));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => server.close());

  test("a change is seen, and an error before it counts as no answer", async () => {
    const stop = new AbortController();
    const visits = visitUntil(url, "new", stop.signal);
    await sleep(400);
    answer = { status: 502, text: "" };
    await sleep(500);
    answer = { status: 200, text: "new" };
    await sleep(400);
    stop.abort();
    const { seenAfter, notAnswering } = await visits;
    expect(seenAfter).toBeGreaterThan(0.8);
    expect(notAnswering).toBeGreaterThan(0.2);
  });
});
