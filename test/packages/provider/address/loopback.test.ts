import fc from "fast-check";

import { firstPort, loopbackOf, portCandidates, portCount } from "../../../../packages/provider/address/loopback";

const urn = "urn:pulumi:dev::berth::berth:index:Address::web";

test("gives the same address for the same seed, others for others", () => {
  expect(loopbackOf(urn, "linux")).toBe(loopbackOf(urn, "linux"));
  expect(loopbackOf(`/other ${urn}`, "linux")).not.toBe(loopbackOf(urn, "linux"));
});

test("gives the one address that there is where 127.0.0.0/8 is not the loopback's", () => {
  expect(loopbackOf(urn, "darwin")).toBe("127.0.0.1");
});

test("gives a host address of 127.64.0.0/10 for any URN", () => {
  fc.assert(
    fc.property(fc.string(), (any) => {
      const [net, a, b, c] = loopbackOf(any, "linux").split(".").map(Number);
      expect([net, Number(a) >= 64, Number(a) < 128, Number(b) < 256, Number(c) >= 1, Number(c) <= 254]).toEqual([
        127,
        true,
        true,
        true,
        true,
        true,
      ]);
    }),
  );
});

test("tries each port of the range once", () => {
  const candidates = [...portCandidates(urn, "22")];
  expect(new Set(candidates).size).toBe(portCount);
  expect(Math.min(...candidates)).toBe(firstPort);
  expect(Math.max(...candidates)).toBe(firstPort + portCount - 1);
});
