import { copiesResult } from "../../../../packages/compare/probes/copies";

const started = { started: 23, answering: 23, fault: undefined, why: "the run stops at a cap of 24 copies" };

test("the stack's own copy counts, and a cap that was reached is printed as a lower bound", () => {
  expect(copiesResult(started)).toEqual({
    measure: "copies",
    value: 24,
    evidence: ["the run stops at a cap of 24 copies"],
    isAtLeast: true,
  });
});

test("reports what ended the search", () => {
  const result = copiesResult({
    ...started,
    started: 5,
    answering: 5,
    fault: "no answer on 172.18.0.9:8080 within 60 s",
  });
  expect(result).toMatchObject({ value: 6, isAtLeast: false });
  expect(result).toMatchObject({ evidence: ["the next one failed: no answer on 172.18.0.9:8080 within 60 s"] });
});

test("copies that crashed after they started give no reading", () => {
  expect(() => copiesResult({ ...started, answering: 20 })).toThrow(
    "of 23 further copies 20 answered at the end; the run stops at a cap of 24 copies",
  );
});
