/** MAC of a machine's place on the private network, of the range for those who make their own: the address is in it, so no two are the same. */
export function macOf(address: string): string {
  const parts = address.split(".").map((part) => Number(part).toString(16).padStart(2, "0"));
  return ["02", "be", ...parts].join(":");
}
