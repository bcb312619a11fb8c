import { createServer as createHttpServer, type Server } from "node:http";
import { type AddressInfo, createServer, type Server as TcpServer, type Socket } from "node:net";
import { getText } from "../../../../packages/compare/host/get-text";

const urlOf = (server: TcpServer) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
const listening = (server: TcpServer) => new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));

describe("of a web server", () => {
  let server: Server;
  beforeAll(async () => {
    server = createHttpServer((request, response) => {
      if (request.url === "/half") response.write("half an answer");
      else response.writeHead(request.url === "/bad" ? 502 : 200).end("text");
    });
    await listening(server);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test("a text is what answers with 200", async () => {
    expect(await getText(urlOf(server), 5000)).toBe("text");
    expect(await getText(`${urlOf(server)}bad`, 5000)).toBeUndefined();
  });

  test("an answer that never ends is none when the limit is over", async () => {
    expect(await getText(`${urlOf(server)}half`, 100)).toBeUndefined();
  });
});

test.each<[string, (socket: Socket) => void]>([
  ["takes connections and says nothing", () => undefined],
  ["ends each connection at once", (socket) => socket.end()],
  ["resets each connection", (socket) => socket.resetAndDestroy()],
  ["does not speak HTTP", (socket) => socket.write("SSH-2.0-none\r\n\r\n")],
])("a server that %s gives no text, within the limit", async (_case, behave) => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on("error", () => undefined));
    behave(socket);
  });
  await listening(server);
  expect(await getText(urlOf(server), 200)).toBeUndefined();
  for (const socket of sockets) socket.destroy();
  server.close();
});

test("without a listener there is no text", async () => {
  expect(await getText("http://127.0.0.1:9/", 5000)).toBeUndefined();
});
