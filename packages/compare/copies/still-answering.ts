import { type AdminAccess, runScript } from "../host/run-script";

/** How many of these addresses answer, asked by a host that reaches them. */
export async function stillAnswering(asker: AdminAccess, addresses: readonly string[]): Promise<number> {
  const said = await runScript(asker, "still", { words: addresses });
  return said.split("\n").filter((line) => line !== "").length;
}
