import { isInside } from "@berth/infra/cidr";
import type { StackConfig } from "@berth/infra/config-schema";
import type { Finding } from "./finding";

/** AWS's own service that answers with the address one comes from; it needs no account. */
export const addressService = "https://checkip.amazonaws.com";

const limitMs = 10_000;

/** Whether the network that this computer comes from, as the internet sees it, is one of those that SSH is open to. */
export async function networkFinding(config: StackConfig, service = addressService): Promise<Finding> {
  const { adminCidrs, jumpHost, target, publicAddresses } = config;
  const check = "adminCidrs let in where you are";
  if (jumpHost !== "") return { check, ok: true, found: `SSH goes through ${jumpHost}` };
  if (adminCidrs.length === 0 && target === "aws") return { check, ok: true, found: "SSH goes through the tunnel" };
  // By which address this computer comes to a private one, only that network knows.
  if (!publicAddresses) return { check, ok: true, found: `not known: hosts have addresses of ${config.network} alone` };
  const { address, fault } = await ownAddress(service);
  if (address === undefined) {
    return {
      check,
      ok: false,
      found: `${service}: ${fault ?? ""}`,
      fix: "look your address up and compare it with adminCidrs yourself",
    };
  }
  const here = `${address}/32`;
  if (adminCidrs.some((cidr) => isInside(here, cidr))) return { check, ok: true, found: here };
  const fix = `\`npx berth config set --path 'adminCidrs[${adminCidrs.length}]' ${here}\`, or your office's network instead`;
  return { check, ok: false, found: `you come from ${here}`, fix };
}

async function ownAddress(service: string): Promise<{ address?: string; fault?: string }> {
  try {
    const answer = await fetch(service, { signal: AbortSignal.timeout(limitMs) });
    const address = (await answer.text()).trim();
    return /^\d{1,3}(\.\d{1,3}){3}$/.test(address) ? { address } : { fault: "no IPv4 address in the answer" };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { fault: cause instanceof Error ? cause.message : String(cause) };
  }
}
