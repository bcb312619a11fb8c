import { type Better, ratioOf, type Verdict } from "../../../../packages/compare/figures/ratio";
import { spreadOf } from "../../../../packages/compare/figures/spread";

interface Case {
  readonly containers: readonly number[];
  readonly vms: readonly number[];
  readonly better?: Better;
  readonly isExact?: boolean;
  /** Sides that met a cap. */
  readonly capped?: readonly ("containers" | "vms")[];
}

const rated = (samples: readonly number[], isAtLeast: boolean) => {
  const spread = spreadOf(samples);
  if (spread === undefined) throw new Error("a test case without readings");
  return { ...spread, isAtLeast };
};

function ratio({ containers, vms, better = "less", isExact = false, capped = [] }: Case) {
  const runtimes = [rated(containers, capped.includes("containers")), rated(vms, capped.includes("vms"))] as const;
  return ratioOf(...runtimes, { better, isExact });
}

test.each<[string, Case, Verdict]>([
  ["twice as much of what should be little", { containers: [10, 10.2], vms: [20, 20.4] }, "containers"],
  ["twice as much of what should be much", { containers: [10, 10.2], vms: [20, 20.4], better: "more" }, "vms"],
  ["half as much of what should be little", { containers: [20, 20.4], vms: [10, 10.2] }, "vms"],
  ["a quarter more", { containers: [100, 100], vms: [125, 125] }, "equal"],
  ["a little more than a quarter", { containers: [100, 100], vms: [126, 126] }, "containers"],
  ["readings far apart, medians too", { containers: [10, 20, 30], vms: [100, 300, 500] }, "too wide to rank"],
  ["one reading of what varies", { containers: [10], vms: [30, 31] }, "read once"],
  ["one reading of what it knows exactly", { containers: [10], vms: [30], isExact: true }, "containers"],
  ["none against some", { containers: [0], vms: [4], isExact: true }, "containers"],
  [
    "almost none against some that is always the same",
    { containers: [0, 0, 3, 4], vms: [3, 3, 3, 3] },
    "too wide to rank",
  ],
  ["never any against always some", { containers: [0, 0, 0], vms: [3, 3, 4] }, "containers"],
  ["none against none", { containers: [0], vms: [0], isExact: true }, "equal"],
  [
    "a cap of the runtime that has more",
    { containers: [40], vms: [4], better: "more", isExact: true, capped: ["containers"] },
    "containers",
  ],
  [
    "a cap of the runtime that has less",
    { containers: [4], vms: [40], better: "more", isExact: true, capped: ["containers"] },
    "capped",
  ],
  [
    "a cap where both seem equal",
    { containers: [4], vms: [4], better: "more", isExact: true, capped: ["vms"] },
    "capped",
  ],
  [
    "caps of both",
    { containers: [40], vms: [4], better: "more", isExact: true, capped: ["containers", "vms"] },
    "capped",
  ],
])("%s", (_case, runtimes, verdict) => {
  expect(ratio(runtimes).verdict).toBe(verdict);
});

test("the interval goes from the one's least by the other's greatest to the reverse", () => {
  const { value, low, high } = ratio({ containers: [9, 10, 11], vms: [18, 20, 22] });
  expect([value, low, high]).toEqual([2, 18 / 11, 22 / 9]);
});

test("nothing is divided by nothing", () => {
  expect(ratio({ containers: [0], vms: [3], isExact: true })).toEqual({ verdict: "containers" });
});
