import { findKeptImage, missingRelease } from "../../../../packages/provider/kept-image/find-kept-image";

const query = {
  ...{ sshConfig: "/c", host: "web", service: "api", generation: "disk" },
  ...{ repository: "berth.invalid/links/api", release: "0123456789ab" },
};
const find = (exitCode: number, stdout: string, stderr = "") => {
  const scripts: string[] = [];
  const run = (_host: unknown, script: string) => {
    scripts.push(script);
    return Promise.resolve({ exitCode, stdout, stderr });
  };
  return { scripts, found: findKeptImage(run, query, AbortSignal.timeout(10_000)) };
};

test("finds the image's id among the host's own, by a command that can't pull", async () => {
  const { scripts, found } = find(0, "0123456789ab sha256:a\nba9876543210 sha256:b\n");
  expect(await found).toEqual({ imageId: "sha256:a", kept: ["0123456789ab", "ba9876543210"] });
  expect(scripts).toEqual([
    "docker image ls --no-trunc --format '{{.Tag}} {{.ID}}' --filter reference=berth.invalid/links/api",
  ]);
});

test("a release that is not there has no id, and the error names those that are and what to do", async () => {
  const { kept, ...rest } = await find(0, "ba9876543210 sha256:b\n").found;
  expect(rest).toEqual({});
  expect(missingRelease(query, kept)).toBe(
    "host web does not have release 0123456789ab of service api, which the config key releases pins; it keeps ba9876543210. `npx berth releases api` lists them with their commits. Pin one of these, or check out the commit of the release and deploy it: npx berth rollback api --latest",
  );
  expect(missingRelease(query, [])).toContain("it keeps none of the service");
});

test("a daemon that does not answer is an error with its reason", async () => {
  await expect(find(1, "", "Cannot connect to the Docker daemon").found).rejects.toThrow(
    "find release 0123456789ab of berth.invalid/links/api on web: Cannot connect to the Docker daemon",
  );
});
