import fc from "fast-check";
import { allEgress, egressName, parseEgress } from "../../../infra/config/egress";

test.each([
  ["587", { from: 587, to: 587, protocol: "tcp", cidr: "0.0.0.0/0" }, "587"],
  ["8000-8100", { from: 8000, to: 8100, protocol: "tcp", cidr: "0.0.0.0/0" }, "8000-8100"],
  ["123/udp", { from: 123, to: 123, protocol: "udp", cidr: "0.0.0.0/0" }, "123-udp"],
  ["5432/tcp@10.20.0.0/16", { from: 5432, to: 5432, protocol: "tcp", cidr: "10.20.0.0/16" }, "5432-10-20-0-0-16"],
])("%s", (text, egress, name) => {
  expect(parseEgress(text)).toEqual(egress);
  expect(parseEgress(text) && egressName(egress as never)).toBe(name);
});

test.each(["", "0", "65536", "90-80", "80/icmp", "80@10.0.0.1/16", "80@everywhere", " 80", "80,81"])(
  "%j is not an egress",
  (text) => {
    expect(parseEgress(text)).toBeUndefined();
  },
);

test("the web is always there, and a rule that is given twice is made once", () => {
  expect(allEgress(["443", "587", "587/tcp"]).map(egressName)).toEqual(["80", "443", "587"]);
});

test("two rules have one name only when they are the same", () => {
  const port = fc.integer({ min: 1, max: 65_535 });
  const egress = fc.record({
    from: port,
    to: port,
    protocol: fc.constantFrom("tcp" as const, "udp" as const),
    cidr: fc.constantFrom("0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16"),
  });
  fc.assert(
    fc.property(egress, egress, (a, b) => {
      return (egressName(a) === egressName(b)) === (JSON.stringify(a) === JSON.stringify(b));
    }),
  );
});
