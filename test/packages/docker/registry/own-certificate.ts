import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A key, and a certificate for 127.0.0.1 that is its own authority, in PEM. */
export function ownCertificate(): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), "fake-registry-"));
  try {
    const [key, cert] = [join(folder, "key"), join(folder, "crt")];
    const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
    const names = ["-subj", "/CN=registry", "-addext", "subjectAltName=IP:127.0.0.1"];
    const { status, stderr } = spawnSync("openssl", [...made, ...names, "-keyout", key, "-out", cert], {
      encoding: "utf8",
      timeout: 30_000,
    });
    if (status !== 0) throw new Error(`openssl made no certificate:\n${stderr}`);
    return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
