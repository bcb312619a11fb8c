import { neighbourResult, parseMarks } from "../../../../packages/compare/parse/marks";

const hash = "a".repeat(64);
const marks = parseMarks(
  `mark db command ${hash} /proc/41/cmdline\nmark db secret ${hash} /run/secrets of/db\nmark gateway log ${hash} /var/log/x\n`,
);

test("a mark is a service's thing, what it is known by and where it is", () => {
  expect(marks[1]).toEqual({ service: "db", kind: "secret", hash, path: "/run/secrets of/db" });
  expect(() => parseMarks("mark db color x /y")).toThrow("not a mark");
});

test("what root inside read is counted and named", () => {
  expect(neighbourResult(marks, "read 2\ntried 3\n")).toEqual({
    measure: "neighbours",
    value: 1,
    evidence: ["db, its command line: not", "db, its secret: not", "gateway, its log: read"],
  });
});

test("an attempt that ended early does not prove that nothing can be read", () => {
  expect(() => neighbourResult(marks, "")).toThrow("did not try all of 3");
  expect(() => neighbourResult(marks, "tried 2\n")).toThrow("did not try all of 3");
});
