import { isInside, parseNetwork } from "./cidr";
import { list, type Rule, text } from "./config-rules";
import { privateNetworks } from "./private-networks";

/** A network of administrators is an office or a VPN; a wider one is the world in pieces. */
const widestAdminPrefix = 8;

/** One IPv4 network that is not of the internet. */
export function privateNetwork(fallback: string): Rule<string> {
  const must = `an IPv4 network inside of ${privateNetworks.join(", ")}, no bits set beyond the prefix`;
  const parse = (given: string) => (privateNetworks.some((range) => isInside(given, range)) ? given : undefined);
  return { ...text(fallback, /^/, must), parse };
}

/** Networks of people, none of which is a large part of the internet. */
export function adminNetworks(): Rule<readonly string[]> {
  return list(
    (given) => (parseNetwork(given)?.prefix ?? 0) >= widestAdminPrefix,
    `a list of IPv4 networks, /${widestAdminPrefix} or smaller, no bits set beyond the prefix`,
  );
}

/** Subnets of an existing network. */
export function subnets(): Rule<readonly string[]> {
  return list(
    (given) => /^[\w.=-]{1,100}$/.test(given),
    'a list of subnets in the cloud\'s own words, "a=subnet-0123456789abcdef0" on aws, the name on azure',
  );
}
