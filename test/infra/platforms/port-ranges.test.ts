import fc from "fast-check";
import type { PublicPort } from "../../../infra/guest/public-port";
import { portRanges } from "../../../infra/platforms/port-ranges";

const tcp = (port: number): PublicPort => ({ port, protocol: "tcp" });
const udp = (port: number): PublicPort => ({ port, protocol: "udp" });

test("one rule for neighbours, by protocol; the names that single ports have always had stay", () => {
  expect(portRanges([udp(53), tcp(443), tcp(80), tcp(8001), tcp(8000), tcp(80), udp(54)])).toEqual([
    { from: 80, to: 80, protocol: "tcp", name: "80" },
    { from: 443, to: 443, protocol: "tcp", name: "443" },
    { from: 8000, to: 8001, protocol: "tcp", name: "8000-8001" },
    { from: 53, to: 54, protocol: "udp", name: "53-54-udp" },
  ]);
});

test("exactly the given ports are open, no two ranges touch, and each has a name of its own", () => {
  const port = fc.record({
    port: fc.integer({ min: 1, max: 40 }),
    protocol: fc.constantFrom<PublicPort["protocol"]>("tcp", "udp"),
  });
  fc.assert(
    fc.property(fc.array(port), (ports) => {
      const ranges = portRanges(ports);
      const open = ranges.flatMap(({ from, to, protocol }) =>
        Array.from({ length: to - from + 1 }, (_, index) => `${from + index}/${protocol}`),
      );
      expect([...open].sort()).toEqual([...new Set(ports.map((one) => `${one.port}/${one.protocol}`))].sort());
      expect(ranges.some((a) => ranges.some((b) => a.protocol === b.protocol && a.to + 1 === b.from))).toBe(false);
      expect(new Set(ranges.map(({ name }) => name)).size).toBe(ranges.length);
    }),
  );
});
