import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseApprovalRules } from "../../../packages/review/approval-rules";

test("the project's own list", () => {
  expect([...parseApprovalRules(readFileSync(join(__dirname, "../../../review.yaml"), "utf8"))].sort())
    .toMatchInlineSnapshot(`
   [
     "delete address",
     "delete backup",
     "delete disk",
     "delete group",
     "delete load balancer",
     "delete machine",
     "delete volume",
     "open to the world",
     "policy violation",
     "replace address",
     "replace backup",
     "replace disk",
     "replace group",
     "replace load balancer",
     "replace machine",
     "replace volume",
     "shrink disk",
   ]
  `);
});

test("a list may be empty, and every entry that is not a rule is reported at once", () => {
  expect(parseApprovalRules("approval: []\n").size).toBe(0);
  expect(() => parseApprovalRules("approval:\n  - delete mashine\n  - everything\n")).toThrow(
    /"delete mashine" is not a rule; did you mean "delete machine"\?; "everything" is not a rule; there are: delete machine, /,
  );
  for (const text of ["", "[]", "approval: yes", "other: []"])
    expect(() => parseApprovalRules(text)).toThrow("`approval` must be a list");
});
