import { CiFolder } from "./ci-folder";

let ci: CiFolder;
beforeEach(() => (ci = new CiFolder()));
afterEach(() => ci.dispose());

const environment = {
  CI_API_V4_URL: "https://gitlab.test/api/v4",
  CI_PROJECT_ID: "1",
  CI_MERGE_REQUEST_IID: "7",
  CI_MERGE_REQUEST_DIFF_BASE_SHA: "base",
  REVIEW_NOTE_TOKEN: "not-a-token",
};
/** curl that answers what the test has put into a file named like the last part of the address. */
const curl = `
for word in "$@"; do case "$word" in https://*) address=\${word%%\\?*};; esac; done
while [ $# -gt 0 ]; do
  [ "$1" = --output ] && output=$2
  [ "$1" = --config ] && cat "$2" >>"$HOME/config"
  shift
done
file=$HOME/\${address##*/}
[ "$output" = /dev/null ] || cp "$file" "$output"`;

test("note.sh writes one note a stack, keeps the token off the command line, and does without a token", () => {
  ci.write("artifacts/review/aws/review.md", "# page\n");
  ci.program("curl", curl);
  ci.write("notes", JSON.stringify([{ id: 3, body: "hello", system: false }]));
  expect(ci.run(".gitlab/note.sh", ["aws"], environment).code).toBe(0);
  ci.write("notes", JSON.stringify([{ id: 4, body: "<!-- berth review of aws -->\nold", system: false }]));
  expect(ci.run(".gitlab/note.sh", ["aws"], environment).code).toBe(0);
  const writes = ci.calls("curl").filter((call) => call.includes("--request"));
  expect(writes.map((call) => /--request (\w+).* (https:\S+)/.exec(call)?.slice(1))).toEqual([
    ["POST", "https://gitlab.test/api/v4/projects/1/merge_requests/7/notes"],
    ["PUT", "https://gitlab.test/api/v4/projects/1/merge_requests/7/notes/4"],
  ]);
  expect(ci.calls("curl").join("\n")).not.toContain("not-a-token");
  expect(ci.read("config")).toContain('header = "PRIVATE-TOKEN: not-a-token"');
  const without = ci.run(".gitlab/note.sh", ["aws"], { ...environment, REVIEW_NOTE_TOKEN: "" });
  expect([without.code, without.stdout]).toEqual([0, expect.stringContaining("in the artefacts only")]);
});

test("approvals.sh prints what those who approved have written, and nothing without a token", () => {
  ci.program("curl", curl);
  ci.write("approvals", JSON.stringify({ approved_by: [{ user: { username: "alice" } }] }));
  ci.write(
    "notes",
    JSON.stringify([
      { author: { username: "alice" }, body: "go\nplan aaa", system: false },
      { author: { username: "mallory" }, body: "plan aaa", system: false },
      { author: { username: "alice" }, body: "approved this merge request", system: true },
    ]),
  );
  expect(ci.run(".gitlab/approvals.sh", [], environment)).toMatchObject({ code: 0, stdout: "alice: go plan aaa\n" });
  expect(ci.run(".gitlab/approvals.sh", [], { ...environment, REVIEW_NOTE_TOKEN: "" })).toMatchObject({
    code: 0,
    stdout: "",
  });
});

test("review.sh compares with the base where credentials are absent, and credentials.sh brings them", () => {
  ci.write(".ci/review.sh", '#!/bin/sh\necho "${BASE_SHA:-none} ${PULUMI_BACKEND_URL:-given} ${AWS_ROLE_ARN:-}"\n');
  const review = (given: Readonly<Record<string, string>>) => {
    ci.write(
      "job.sh",
      'source "$HOME/.gitlab/credentials.sh"; chmod +x "$HOME/.ci/review.sh"; bash "$HOME/.gitlab/review.sh" aws\n',
    );
    return ci.run("job.sh", [], { ...environment, ...given }).stdout.trim();
  };
  expect(review({})).toBe("base file://./state");
  expect(review({ ROLE: "arn:role", AWS_ID_TOKEN: "token" })).toBe("none given arn:role");
});
