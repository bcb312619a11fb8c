import { runBuild } from "../../../../packages/provider/built-image/run-build";
import { operationNamed } from "../operation";

test("shows each step, and rejects with the failed one and the end of its log", async () => {
  const operation = operationNamed("api");
  const script = "echo 'STEP 1/2: FROM a'; echo 'STEP 2/2: RUN it'; echo the log; echo the cause >&2; exit 7";
  const message = await runBuild(operation, "links/api:1", ["sh", "-c", script]).catch(String);
  expect(message).toMatch(/^Error: build links\/api:1 on this computer: exit code 7\n/);
  for (const line of ["STEP 2/2: RUN it", "the log", "the cause"]) expect(message).toContain(line);
  expect(operation.said).toEqual([
    "building links/api:1, 0 s: STEP 1/2: FROM a",
    "building links/api:1, 0 s: STEP 2/2: RUN it",
  ]);
});
