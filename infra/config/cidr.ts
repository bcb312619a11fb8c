import { IPv4 } from "ipaddr.js";

/** An IPv4 network as it must be written: "10.0.0.0/16", no bits set beyond the prefix. */
export interface Network {
  readonly address: IPv4;
  readonly prefix: number;
}

/** The network, or undefined when the text is none: host bits set, a short form, IPv6 or anything else. */
export function parseNetwork(text: string): Network | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/.test(text) || !IPv4.isValidCIDRFourPartDecimal(text)) return undefined;
  const [address, prefix] = IPv4.parseCIDR(text);
  const first = IPv4.networkAddressFromCIDR(text);
  return first.toString() === address.toString() ? { address, prefix } : undefined;
}

/** Whether a network lies in another; false when either is none. */
export function isInside(text: string, range: string): boolean {
  const [inner, outer] = [parseNetwork(text), parseNetwork(range)];
  if (inner === undefined || outer === undefined) return false;
  return inner.prefix >= outer.prefix && inner.address.match(outer.address, outer.prefix);
}

/** The first `count` networks of `moreBits` more bits in a network; throws when it has not as many or a subnet would be beyond /32. */
export function subnetsOf(text: string, moreBits: number, count: number): readonly string[] {
  const network = parseNetwork(text);
  const prefix = (network?.prefix ?? 33) + moreBits;
  if (network === undefined || prefix > 32 || count > 2 ** moreBits) {
    throw new RangeError(`${text} has no ${count} subnets of ${moreBits} more bits`);
  }
  const first = toNumber(network.address);
  return Array.from({ length: count }, (_, index) => `${toText(first + index * 2 ** (32 - prefix))}/${prefix}`);
}

/** Addresses that a network keeps for itself at its start; clouds keep four. */
const keptAddresses = 4;

/** The address of the host with a number, from 1, in a network; throws a RangeError when the network has not so many. */
export function hostAddress(text: string, number: number): string {
  const network = parseNetwork(text);
  const offset = keptAddresses + number - 1;
  if (network === undefined || offset >= 2 ** (32 - network.prefix) - 1)
    throw new RangeError(`${text} has no address for host ${number}: choose a wider networkCidr`);
  return toText(toNumber(network.address) + offset);
}

function toNumber(address: IPv4): number {
  return address.toByteArray().reduce((sum, byte) => sum * 256 + byte, 0);
}

function toText(address: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join(".");
}
