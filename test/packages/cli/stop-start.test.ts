import { join } from "node:path";
import { start } from "../../../packages/cli/start";
import { stop } from "../../../packages/cli/stop";
import { scratchFolder } from "../provider/scratch-folder";

const dev = { name: "dev", local: true, privateFolder: join(scratchFolder(), "dev") };
const aws = { ...dev, name: "aws", local: false };

test.each([
  [stop, aws, "Stack aws is not on this computer: stop its machines at the cloud."],
  [start, aws, "Stack aws is not on this computer: start its machines at the cloud."],
  [stop, dev, "Stack dev has no machine: it is not up."],
  [start, dev, "Stack dev has no machine. Bring it up with: npm run up -- --stack dev"],
])("%p of a stack that has nothing to stop or start is refused with the cause", async (command, stack, message) => {
  await expect(command(stack)).rejects.toThrow(message);
});
