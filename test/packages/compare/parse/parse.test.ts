import { numberOf, parseAmounts } from "../../../../packages/compare/parse/amounts";
import { bootPhases, bootResult } from "../../../../packages/compare/parse/boot";
import { cpuForRequests, idleCpu } from "../../../../packages/compare/parse/cpu";
import { diskResults, parseDisk } from "../../../../packages/compare/parse/disk";
import { isolationResults, parseIsolation } from "../../../../packages/compare/parse/isolation";
import { memoryResults, qemuMemory } from "../../../../packages/compare/parse/memory";
import { restartReading } from "../../../../packages/compare/parse/restart";

const lines = (...all: string[]) => `${all.join("\n")}\n`;

describe("memory", () => {
  test("hosts are summed; each service is a part", () => {
    const one = parseAmounts(lines("host total 1000", "host available 400", "service api 100"));
    const other = parseAmounts(lines("host total 500", "host available 400", "service db 50", "service gateway 30"));
    expect(memoryResults([one, other])).toEqual([
      { measure: "memory-hosts", value: 700 },
      { measure: "memory-services", value: 180, parts: { api: 100, db: 50, gateway: 30 } },
    ]);
  });

  test("a service that nothing could be read of has no figure", () => {
    const machine = parseAmounts(lines("host total 1000", "host available 400", "service api 0", "service db 5"));
    expect(() => memoryResults([machine])).toThrow("no page could be read of api");
  });

  test.each(["service api", "host total many", "Error: no such container"])("%p is not an amount", (line) => {
    expect(() => parseAmounts(line)).toThrow(`not an amount: "${line}"`);
  });

  test("reports a line that a machine did not print", () => {
    expect(() => memoryResults([parseAmounts("host total 1000")])).toThrow("the machine gave no available, only total");
  });

  test("of QEMU's mappings the one of the guest's size is the guest's, of an ended process nothing", () => {
    const mapping = (size: number, pss: number) =>
      `7f00-7f01 rw-p 00000000 00:00 0\nSize: ${size} kB\nKernelPageSize: 4 kB\nRss: ${pss} kB\nPss:    ${pss} kB\nPss_Dirty: 9 kB\n`;
    const smaps = mapping(4096, 100) + mapping(524288, 3000) + mapping(1048576, 500);
    expect(qemuMemory(smaps, 512)).toEqual({ guests: 3000 * 1024, qemu: 600 * 1024 });
    expect(qemuMemory("", 512)).toBeUndefined();
  });

  test("a number that is not there is not 0", () => {
    expect(numberOf("12\n")).toBe(12);
    expect(() => numberOf("")).toThrow("not a number");
  });
});

describe("processor time", () => {
  const before = [parseAmounts(lines("host busy 1000000", "service api 100000", "service db 0"))];
  const after = [parseAmounts(lines("host busy 5000000", "service api 2100000", "service db 1000000"))];

  test("is given for 1,000 requests; what no service used is listed as others", () => {
    expect(cpuForRequests({ before, after }, 2000)).toEqual({
      measure: "cpu-requests",
      value: 2,
      parts: { api: 1, db: 0.5, others: 0.5 },
    });
  });

  test("needs at least one answer", () => {
    expect(() => cpuForRequests({ before, after }, 0)).toThrow("no request was answered");
  });

  test("idle is in percent of one processor", () => {
    const machine = (busy: number, span: number) => parseAmounts(lines(`host busy ${busy}`, `host span ${span}`));
    expect(idleCpu([machine(1000000, 10000000), machine(1000000, 20000000)])).toEqual({
      measure: "cpu-idle",
      value: expect.closeTo(15) as number,
    });
  });

  test("a service that was restarted meanwhile has no difference", () => {
    expect(() => cpuForRequests({ before: after, after: before }, 1)).toThrow("api was restarted while");
  });
});

describe("isolation", () => {
  const text = lines(
    "kernel 11-22",
    "selinux Enforcing",
    "namespaces api ipc mnt net",
    "domain api berth_api_t",
    "bounding api 0000000000000000",
    "seccomp api 2",
    "namespaces db",
    "domain db berth_db_t",
    "bounding db 00000000a80425fb",
    "seccomp db 0",
  );

  test("the fewest namespaces, the most capabilities, the different kernels and domains, each with what was seen", () => {
    expect(isolationResults([parseIsolation(text)])).toEqual([
      { measure: "kernels", value: 1, evidence: ["11-22"] },
      { measure: "namespaces", value: 0, evidence: ["api: ipc, mnt, net", "db: none"] },
      { measure: "domains", value: 2, evidence: ["api: berth_api_t", "db: berth_db_t"] },
      {
        measure: "capabilities",
        value: 14,
        evidence: ["api: 0, with a seccomp filter", "db: 14, without a seccomp filter"],
      },
    ]);
  });

  test("a domain of a host that does not enforce is not a figure", () => {
    const [, , domains] = isolationResults([parseIsolation(text.replace("Enforcing", "Permissive"))]);
    expect(domains).toEqual({ measure: "domains", reason: "SELinux is Permissive on a host" });
  });

  test("reports what is missing or not a set of capabilities", () => {
    expect(() => parseIsolation(text.replace("domain db berth_db_t\n", ""))).toThrow(
      "isolation.sh printed no `domain` line for db",
    );
    expect(() => parseIsolation(text.replace("00000000a80425fb", ""))).toThrow('not a set of capabilities: ""');
  });
});

describe("disk", () => {
  test("of images: a layer of several services is shared and counted once", () => {
    const disk = parseDisk(lines("root used 1000", "layer api base 50", "layer api own 7", "layer db base 50"));
    expect(diskResults([disk])).toEqual([
      { measure: "disk-base", value: 1000 },
      { measure: "disk-services", value: 57, parts: { shared: 50, api: 7 } },
    ]);
  });

  test("of units: what packages and releases take is the services', not the base's", () => {
    const api = parseDisk(lines("root used 1000", "packages api 200", "release api 10"));
    const db = parseDisk(lines("root used 900", "packages db 300", "release db 1"));
    expect(diskResults([api, db])).toEqual([
      { measure: "disk-base", value: 1900 - 511 },
      { measure: "disk-services", value: 511, parts: { api: 210, db: 301 } },
    ]);
  });

  test("packages that were not found are not a figure; a line of something else is named", () => {
    const disk = parseDisk(lines("root used 1000", "packages api 0", "release api 10"));
    expect(() => diskResults([disk])).toThrow("no package was found that came for api");
    expect(() => parseDisk("du: cannot access")).toThrow('not a line of disk.sh: "du: cannot access"');
  });
});

test("a restart is the sum of its phases, in seconds; a missing one is named", () => {
  expect(restartReading(lines("stop 2500000", "start 500000", "answer 1000000"))).toEqual({
    measure: "restart",
    value: 4,
    parts: { stop: 2.5, start: 0.5, "first answer": 1 },
  });
  expect(() => restartReading("stop 2500000\n")).toThrow("restart.sh printed no `start` line");
});

test("systemd-analyze's phases are read, minutes too; a start that goes on has none", () => {
  const phases = bootPhases(
    "Startup finished in 850ms (kernel) + 2.5s (initrd) + 1min 3.250s (userspace) = 1min 6.600s \n",
  );
  expect(phases).toEqual({ kernel: 0.85, initrd: 2.5, userspace: 63.25 });
  expect(() => bootPhases("Bootup is not yet finished\n")).toThrow("has not finished");
});

test("of several machines the slowest one's start counts, with its phases", () => {
  expect(
    bootResult([
      { kernel: 1, userspace: 2 },
      { kernel: 2, userspace: 4 },
    ]),
  ).toEqual({
    measure: "boot",
    value: 6,
    parts: { kernel: 2, userspace: 4 },
  });
});
