/** Whose jobs are trusted. */
export interface Trusted {
  readonly forge: "github" | "gitlab";
  readonly repository: string;
  /** Of the environment. */
  readonly stack: string;
}

/** The "sub" claims of the identity tokens that each kind of job gets, as the forges document them, and who issues them. */
export interface Subjects {
  readonly issuer: string;
  /** Pull requests of this repository and the plan of main. */
  readonly review: readonly string[];
  /** The stack's environment on GitHub; main on GitLab, whose AWS-readable claims know no environment. */
  readonly deploy: readonly string[];
  readonly drift: readonly string[];
}

/** URLs of those who issue the tokens. */
export const issuers = {
  github: "https://token.actions.githubusercontent.com",
  gitlab: "https://gitlab.com",
} as const satisfies Readonly<Record<Trusted["forge"], string>>;

/** A fork's jobs have none of these: its tokens name the fork, and GitHub gives its pull requests no token at all. */
export function subjectsOf({ forge, repository, stack }: Trusted): Subjects {
  if (forge === "gitlab") {
    const main = `project_path:${repository}:ref_type:branch:ref:main`;
    return {
      issuer: issuers.gitlab,
      review: [`project_path:${repository}:ref_type:branch:ref:*`],
      deploy: [main],
      drift: [main],
    };
  }
  const main = `repo:${repository}:ref:refs/heads/main`;
  return {
    issuer: issuers.github,
    review: [`repo:${repository}:pull_request`, main],
    deploy: [`repo:${repository}:environment:${stack}`],
    drift: [main],
  };
}
