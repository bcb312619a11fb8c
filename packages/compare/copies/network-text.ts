import { macOf } from "@berth/infra/mac-address";

/** Addresses of copies end so: those that machines of the stack have are lower. */
const firstPlace = 100;

/** An address of the private network that no machine of the stack has, for a copy by its number from 1. */
export function addressOf(own: string, number: number): string {
  return own.replace(/\d+$/, String(firstPlace + number));
}

/** networkd's file of the machine, for a copy with another address. */
export function networkText(text: string, address: string): string {
  return text
    .replace(/^MACAddress=.*$/m, `MACAddress=${macOf(address)}`)
    .replace(/^Address=[\d.]+/m, `Address=${address}`);
}
