// switch.js SOCKET: an Ethernet switch for QEMU's `-netdev stream`, whose frames come with their length in four bytes before them.
// Plain JavaScript: it runs by itself for as long as its network is there, without a transform that would cost memory.
"use strict";
const { existsSync, rmSync } = require("node:fs");
const { createServer } = require("node:net");

const longestFrame = 65_550;
/** A machine that does not read loses frames, as on any wire. */
const mostWaitingBytes = 4 * 1024 * 1024;
const lookMs = 5_000;

const path = process.argv[2];
const ports = new Set();
/** MAC address → the port that it was last seen on. */
const seenOn = new Map();

const server = createServer((port) => {
  let rest = Buffer.alloc(0);
  ports.add(port);
  port.on("error", () => port.destroy());
  port.on("close", () => {
    ports.delete(port);
    for (const [address, on] of seenOn) if (on === port) seenOn.delete(address);
  });
  port.on("data", (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 4) {
      const length = rest.readUInt32BE(0);
      if (length > longestFrame) return port.destroy();
      if (rest.length < 4 + length) break;
      if (length >= 14) forward(port, rest.subarray(0, 4 + length));
      rest = rest.subarray(4 + length);
    }
  });
});

function forward(from, packet) {
  const to = packet.toString("hex", 4, 10);
  seenOn.set(packet.toString("hex", 10, 16), from);
  const known = seenOn.get(to);
  const receivers = known === undefined ? ports : [known];
  for (const port of receivers) if (port !== from && port.writableLength < mostWaitingBytes) port.write(packet);
}

server.listen(path);
// Without its socket nobody can reach it: its network was removed.
setInterval(() => existsSync(path) || process.exit(0), lookMs);
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, () => {
    rmSync(path, { force: true });
    process.exit(0);
  });
}
