import { coldResults } from "../../../../packages/compare/parse/cold";

const at = (seconds: number, text: string) => ({ seconds, text });
const lines = [
  at(5, "  berth:index:Image machine-image: created in 0.4 s"),
  at(6, "  berth:index:Machine berth-vms-db-machine: created in 0.9 s"),
  at(7, "  berth:index:Machine berth-vms-api-machine: created in 0.9 s"),
  at(20, "  berth:index:Ready berth-vms-api-ready: created in 13 s"),
  at(27, "  berth:index:Ready berth-vms-db-ready: created in 20 s"),
  at(60, "  berth:index:Packages units-api-packages: created in 40 s"),
  at(90, "  berth:index:Unit units-db: created in 8 s"),
];

test("the phases of an `up` from nothing end with the last resource of a kind, and add up to the whole", () => {
  expect(coldResults("vms", lines, 95)).toEqual([
    { measure: "cold", value: 95, parts: { machine: 7, boot: 20, packages: 33, services: 35 } },
    { measure: "fresh", value: 68, parts: { packages: 33, services: 35 } },
  ]);
});

test("a phase that was done before the one before it took no time of its own", () => {
  const early = lines.filter(({ seconds }) => seconds !== 27);
  expect(
    coldResults("vms", [...early, at(70, "  berth:index:Ready berth-vms-db-ready: created in 60 s")], 95),
  ).toMatchObject([{ parts: { machine: 7, boot: 63, packages: 0, services: 25 } }, { value: 25 }]);
});

test("a run without the time of a phase has no figure", () => {
  expect(() => coldResults("containers", lines, 95)).toThrow("`up` did not say when images was done");
});
