import { privateFolder } from "../../infra/host/private-folder";
import { npm, qemuProcesses, readOutputs, root } from "./support/stack";
import { expectNothingLeft } from "./support/nothing-left";

test("`destroy` of a stack whose VM is gone leaves no process, no port and no file but caches", async () => {
  const outputs = await readOutputs();
  const [line = ""] = qemuProcesses(privateFolder(root, "dev"));
  process.kill(Number.parseInt(line), "SIGKILL");
  expect((await npm("destroy")).code).toBe(0);
  expectNothingLeft("dev", outputs);
});
