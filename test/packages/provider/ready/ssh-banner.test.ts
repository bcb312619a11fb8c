import { createServer, type Socket } from "node:net";

import { sshBanner } from "../../../../packages/provider/ready/ssh-banner";

const signal = AbortSignal.timeout(20_000);

async function answerOf(talk: (socket: Socket) => void) {
  const server = createServer(talk).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const at = server.address();
  const port = typeof at === "object" && at !== null ? at.port : 0;
  try {
    return await sshBanner({ address: "127.0.0.1", port }, signal);
  } finally {
    server.close();
  }
}

test("takes only a greeting for an answer", async () => {
  expect(await answerOf((socket) => socket.end("SSH-2.0-OpenSSH_10.0\r\n"))).toEqual({
    greeting: "SSH-2.0-OpenSSH_10.0",
  });
  expect(await answerOf((socket) => socket.end())).toEqual({ fault: "closed without a greeting" });
  expect(await answerOf((socket) => socket.end("HTTP/1.1 400\r\n"))).toEqual({ fault: "not an SSH server" });
});

test("reports a port on which no process listens", async () => {
  expect(await sshBanner({ address: "127.0.0.1", port: 1 }, signal)).toEqual({
    fault: "connect ECONNREFUSED 127.0.0.1:1",
  });
});
