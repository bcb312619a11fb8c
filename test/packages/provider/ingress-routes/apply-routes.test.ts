import { applyRoutes, routesDiffer } from "../../../../packages/provider/ingress-routes/apply-routes";
import { operationNamed } from "../operation";

/** The host is a function here: that Caddy takes new routes is e2e's to prove. */
const answering = (exitCode: number, stdout = "", stderr = "") => {
  const calls: [string, string, string | undefined][] = [];
  const run = ({ alias }: { alias: string }, script: string, { input }: { input?: string }) => {
    calls.push([alias, script, input]);
    return Promise.resolve({ exitCode, stdout, stderr });
  };
  return { run, calls };
};

const place = { sshConfig: "/c", host: "web", container: "berth-ingress-1a2b", containerId: "id" };

test("sends the routes into the container on stdin, named by their digest", async () => {
  const { run, calls } = answering(0);
  await applyRoutes(operationNamed("routes"), { run, ...place, routes: "http://a {\n}\n", digest: "d1" });
  expect(calls).toEqual([
    ["web", "docker exec -i berth-ingress-1a2b /usr/local/lib/ingress/apply-routes d1", "http://a {\n}\n"],
  ]);
});

test("fails with the error of Caddy, not with its log", async () => {
  const { run } = answering(1, "", '{"level":"info"}\nError: adapting config using caddyfile: no\nmore');
  await expect(applyRoutes(operationNamed("routes"), { run, ...place, routes: "", digest: "d" })).rejects.toThrow(
    "apply the routes in container berth-ingress-1a2b on web: Error: adapting config using caddyfile: no",
  );
});

test("other routes than the last ones are drift, and no answer is not", async () => {
  const differ = (exitCode: number, stdout: string) => routesDiffer(answering(exitCode, stdout).run, place, "d1");
  expect(await differ(0, "d1\n")).toBe(false);
  expect(await differ(0, "none\n")).toBe(true);
  expect(await differ(1, "")).toBe(false);
  expect(await routesDiffer(() => Promise.reject(new Error("no route to host")), place, "d1")).toBe(false);
});
