import { subjectsOf } from "../../bootstrap/subjects";

test("GitHub's subjects: pull requests and main review, the environment deploys", () => {
  expect(subjectsOf({ forge: "github", repository: "acme/infra", stack: "aws" })).toEqual({
    issuer: "https://token.actions.githubusercontent.com",
    review: ["repo:acme/infra:pull_request", "repo:acme/infra:ref:refs/heads/main"],
    deploy: ["repo:acme/infra:environment:aws"],
    drift: ["repo:acme/infra:ref:refs/heads/main"],
  });
});

test("GitLab's subjects: every branch reviews, main alone deploys", () => {
  expect(subjectsOf({ forge: "gitlab", repository: "acme/team/infra", stack: "aws" })).toMatchObject({
    issuer: "https://gitlab.com",
    review: ["project_path:acme/team/infra:ref_type:branch:ref:*"],
    deploy: ["project_path:acme/team/infra:ref_type:branch:ref:main"],
  });
});
