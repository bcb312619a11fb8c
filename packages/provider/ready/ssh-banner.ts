import { createConnection } from "node:net";

/** QEMU's user network accepts a connection before anyone in the guest does: only a greeting counts. */
const limitMs = 5_000;

export type BannerAnswer = { readonly greeting: string } | { readonly greeting?: undefined; readonly fault: string };

/** What an SSH server says first. */
export function sshBanner(endpoint: { address: string; port: number }, signal: AbortSignal): Promise<BannerAnswer> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: endpoint.address, port: endpoint.port });
    const end = (answer: BannerAnswer) => {
      signal.removeEventListener("abort", onAbort);
      socket.destroy();
      resolve(answer);
    };
    const onAbort = () => end({ fault: "cancelled" });
    signal.addEventListener("abort", onAbort);
    socket.setTimeout(limitMs, () => end({ fault: `silent for ${limitMs / 1000} s` }));
    socket.on("error", (error) => end({ fault: error.message }));
    socket.on("close", () => end({ fault: "closed without a greeting" }));
    socket.on("data", (data) => {
      const text = data.toString("latin1");
      end(text.startsWith("SSH-") ? { greeting: text.trim() } : { fault: "not an SSH server" });
    });
  });
}
