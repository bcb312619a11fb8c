/** The networks that are not of the internet, after RFC 1918. */
export const privateNetworks: readonly string[] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
