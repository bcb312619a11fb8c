import fc from "fast-check";
import type { Observation } from "../../../../packages/cli/tighten/observation";
import { tightenedKeys } from "../../../../packages/cli/tighten/tightened-keys";

const mebibyte = 2 ** 20;

const open: Observation = {
  state: "running healthy",
  held: ["CHOWN", "SETGID", "SETUID"],
  used: ["SETGID", "SETUID"],
  isReadOnly: false,
  written: ["/run/redis"],
  filled: [],
  tmpfs: ["/tmp"],
  volumes: ["/data"],
  memory: { limit: 512 * mebibyte, peak: 13 * mebibyte },
  pids: { limit: 512, peak: 14 },
  listens: ["tcp 6379"],
  denied: [],
};

const firstStart =
  "A start on empty volumes was not seen (/data): if the service sets them up, it may need CHOWN, DAC_OVERRIDE or FOWNER.";

test("what was not used is closed, with room above the peaks", () => {
  const { keys, notes } = tightenedKeys(open);
  expect([...keys]).toEqual([
    ["cap_drop", "[ALL]"],
    ["cap_add", "[SETGID, SETUID]"],
    ["read_only", "true"],
    ["tmpfs", "[/run/redis, /tmp]"],
    ["mem_limit", "32m"],
    ["pids_limit", "32"],
  ]);
  expect(notes).toEqual([firstStart, "It listens on tcp 6379."]);
});

test("a service that is closed already, and uses all it has, gets no line", () => {
  const closed = { ...open, used: open.held, isReadOnly: true, memory: { limit: 32 * mebibyte, peak: mebibyte } };
  expect([...tightenedKeys({ ...closed, pids: { limit: 32, peak: 2 } }).keys]).toEqual([]);
});

test("without a limit there is one, and without a peak there is none", () => {
  const { keys } = tightenedKeys({ ...open, memory: { peak: 100 * mebibyte }, pids: { limit: 512 } });
  expect([keys.get("mem_limit"), keys.has("pids_limit")]).toEqual(["208m", false]);
});

test("a folder that the image fills keeps the root file system writable, and the note names it", () => {
  const { keys, notes } = tightenedKeys({
    ...open,
    written: ["/etc", "/run"],
    filled: ["/etc"],
    denied: ["{ read } x"],
  });
  expect([keys.has("read_only"), keys.has("tmpfs")]).toEqual([false, false]);
  expect(notes).toEqual([
    "The root file system stays writable: its image has files in /etc, where it writes. A named volume there would let the rest be read-only.",
    firstStart,
    "SELinux denied it something: { read } x",
    "It listens on tcp 6379.",
  ]);
});

test("a service that keeps its capabilities, or has no volumes, gets no note on a first start", () => {
  expect(tightenedKeys({ ...open, used: open.held, listens: [] }).notes).toEqual([]);
  expect(tightenedKeys({ ...open, volumes: [], listens: [] }).notes).toEqual([]);
});

test("a root file system that was not written to needs no folder in memory", () => {
  const { keys } = tightenedKeys({ ...open, written: [] });
  expect([keys.get("read_only"), keys.has("tmpfs")]).toEqual(["true", false]);
});

test("whatever was used stays allowed, and no limit is below a peak or above the limit of before", () => {
  const names = ["CHOWN", "SETGID", "SETUID", "NET_BIND_SERVICE"];
  const bytes = fc.integer({ min: 1, max: 2 ** 36 });
  fc.assert(
    fc.property(fc.subarray(names), fc.subarray(names), bytes, bytes, (held, uses, limit, peak) => {
      const used = uses.filter((name) => held.includes(name));
      const { keys } = tightenedKeys({ ...open, held, used, memory: { limit, peak: Math.min(limit, peak) } });
      const allowed = keys.has("cap_add") ? ((keys.get("cap_add") ?? "").match(/[A-Z_]+/g) ?? []) : held;
      expect(allowed).toEqual(expect.arrayContaining(used));
      const next = keys.has("mem_limit") ? parseInt(keys.get("mem_limit") ?? "") * mebibyte : limit;
      expect(next).toBeGreaterThanOrEqual(Math.min(limit, peak));
      expect(next).toBeLessThanOrEqual(limit);
    }),
  );
});
