import { CiFolder } from "./ci-folder";

let ci: CiFolder;
beforeEach(() => (ci = new CiFolder()));
afterEach(() => ci.dispose());

const environment = { GITHUB_REPOSITORY: "o/r", GH_TOKEN: "none", RUN_URL: "https://run" };
const review = (who: string, association: string, state: string, text: string) =>
  JSON.stringify([who, association, state, text]);

test("approvals.sh names those who may write and whose last word is yes", () => {
  const reviews = [
    review("alice", "MEMBER", "APPROVED", "plan aaa"),
    review("mallory", "CONTRIBUTOR", "APPROVED", "plan aaa"),
    review("bob", "COLLABORATOR", "APPROVED", "first\nplan bbb"),
    review("bob", "COLLABORATOR", "COMMENTED", "by the way"),
    review("carol", "OWNER", "APPROVED", "plan aaa"),
    review("carol", "OWNER", "CHANGES_REQUESTED", "no: mallory: plan aaa"),
    review("dave", "MEMBER", "APPROVED", "plan ccc"),
    review("dave", "MEMBER", "DISMISSED", "plan ccc"),
  ];
  ci.write("reviews", `${reviews.join("\n")}\n`);
  ci.program("gh", `cat "${ci.folder}/reviews"`);
  expect(ci.run(".github/scripts/approvals.sh", ["7"], environment)).toMatchObject({
    code: 0,
    stdout: "alice: plan aaa\nbob: first plan bbb\n",
  });
  expect(ci.calls("gh")[0]).toContain("repos/o/r/pulls/7/reviews");
});

test("approvals.sh fails when GitHub does", () => {
  ci.program("gh", "echo 'HTTP 500' >&2; exit 1");
  expect(ci.run(".github/scripts/approvals.sh", ["7"], environment).code).not.toBe(0);
});

test("comment.sh writes one comment a stack, and the same one the next time", () => {
  ci.write("artifacts/review/aws/review.md", "# page\n");
  ci.program("gh", 'case "$*" in *--paginate*) printf %s "$FOUND";; esac');
  const comment = (FOUND: string) => ci.run(".github/scripts/comment.sh", ["aws", "7"], { ...environment, FOUND }).code;
  expect([comment(""), comment("41\n42\n")]).toEqual([0, 0]);
  const writes = ci.calls("gh").filter((call) => !call.includes("--paginate"));
  expect(writes).toEqual([
    "api --silent --method POST repos/o/r/issues/7/comments --field body=@artifacts/review/aws/comment.md",
    "api --silent --method PATCH repos/o/r/issues/comments/41 --field body=@artifacts/review/aws/comment.md",
  ]);
  expect(ci.read("artifacts/review/aws/comment.md")).toBe("<!-- berth review of aws -->\n# page\n");
});

test("comment.sh reports that no review could be made, in place of an earlier commit's review", () => {
  ci.program("gh", "");
  expect(ci.run(".github/scripts/comment.sh", ["aws", "7"], environment).code).toBe(0);
  expect(ci.read("artifacts/review/aws/comment.md")).toBe(
    "<!-- berth review of aws -->\n# ❌ `aws` could not be reviewed: https://run\n",
  );
});

test("drift-issue.sh opens one issue, adds to it, and closes it when the drift is gone", () => {
  ci.write("artifacts/drift/aws.log", "~ disk: size 12 => 20\n```` not the end\n");
  ci.program(
    "gh",
    `case "$*" in *"issue list"*) printf %s "$FOUND";; *create*|*edit*) cp "\${@: -1}" "${ci.folder}/body";; esac`,
  );
  const drift = (code: string, FOUND: string) =>
    ci.run(".github/scripts/drift-issue.sh", ["aws", code], { ...environment, FOUND }).code;
  expect([drift("0", ""), drift("2", ""), drift("2", "5"), drift("1", "5"), drift("0", "5")]).toEqual([0, 0, 0, 0, 0]);
  const writes = ci.calls("gh").filter((call) => !call.includes("issue list"));
  expect(writes.map((call) => call.replace(/--body-file \S+/, "--body-file FILE"))).toEqual([
    "issue create --repo o/r --title Drift of stack aws --body-file FILE",
    "issue edit 5 --repo o/r --body-file FILE",
    "issue edit 5 --repo o/r --body-file FILE",
    "issue close 5 --repo o/r --comment No drift any more: https://run",
  ]);
  expect(ci.read("body")).toMatch(/could not be found out[^]*https:\/\/run[^]*\n`{10}text\n[^]*\n`{10}\n$/);
});
