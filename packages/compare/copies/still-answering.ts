import { type AdminAccess, runScript } from "../host/run-script";

/** How many of these addresses answer, as a host that reaches them sees it. */
export async function stillAnswering(asker: AdminAccess, addresses: readonly string[]): Promise<number> {
  const printed = await runScript(asker, "still", { words: addresses });
  return printed.split("\n").filter((line) => line !== "").length;
}
