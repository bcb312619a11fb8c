import { PolicyLoads } from "../../../../packages/provider/policy-module/policy-loads";

/** The host is a function here: that modules really load is e2e's to prove. */
interface Host {
  readonly loads: PolicyLoads;
  /** Names of the modules of each load. */
  readonly runs: string[][];
}

function hostThatRefuses(bad: string): Host {
  const runs: string[][] = [];
  const loads = new PolicyLoads((_host, _script, { input = "" }) => {
    const names = input
      .trim()
      .split("\n")
      .map((line) => line.split(" ")[0] ?? "");
    runs.push(names);
    const exitCode = names.includes(bad) ? 1 : 0;
    return Promise.resolve({ exitCode, stdout: "", stderr: exitCode === 1 ? `${bad}.cil:3: unknown type` : "" });
  });
  return { loads, runs };
}

const load = ({ loads }: Host, name: string, alias = "web-admin") =>
  loads.load(
    { config: "/c", alias },
    { name, cil: "", digest: "0" },
    { limitMs: 1000, signal: new AbortController().signal },
  );

test("loads together what is requested together, a host at a time", async () => {
  const host = hostThatRefuses("none");
  await Promise.all([load(host, "a"), load(host, "b"), load(host, "c", "other-admin")]);
  expect(host.runs).toEqual([["a", "b"], ["c"]]);
});

test("blames only the module that is at fault", async () => {
  const host = hostThatRefuses("bad");
  const results = await Promise.allSettled([load(host, "a"), load(host, "bad"), load(host, "b")]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(String((results[1] as PromiseRejectedResult).reason)).toBe(
    "Error: load the SELinux modules bad on web-admin: bad.cil:3: unknown type",
  );
  expect(host.runs).toEqual([["a", "bad", "b"], ["a"], ["bad"], ["b"]]);
});

test("goes on after a load", async () => {
  const host = hostThatRefuses("none");
  await load(host, "a");
  await load(host, "b");
  expect(host.runs).toEqual([["a"], ["b"]]);
});
