/** What the probe prints when a port accepts. */
export const ACCEPTS = "accepts";

/** The first of many are enough: each may take a second. */
const MOST_PLACES = 20;

/** A script for the host: it prints `accepts` when a TCP port of one of the addresses accepts a connection, else nothing. */
export function portProbe(addresses: readonly string[], ports: readonly number[]): string {
  const places = addresses.flatMap((address) => ports.map((port) => `${address}/${port}`)).slice(0, MOST_PLACES);
  return `for place in ${places.join(" ")}; do
	if timeout 1 bash -c ": </dev/tcp/$place" 2>/dev/null; then
		echo ${ACCEPTS}
		exit 0
	fi
done
`;
}
