/** The port as a URL of https has it: the usual one is left out. */
export function httpsPortText(port: number): string {
  return port === 443 ? "" : `:${port}`;
}
