import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kvmWorks } from "@berth/kvm/kvm-works";

const folder = mkdtempSync(join(tmpdir(), "kvm-works-"));
afterAll(() => rmSync(folder, { recursive: true }));
const device = join(folder, "kvm");
writeFileSync(device, "");

/** A QEMU that ends with an exit code. */
function qemu(exitCode: number): string {
  const path = join(folder, `qemu-${exitCode}`);
  writeFileSync(path, `#!/bin/sh\nexit ${exitCode}\n`);
  chmodSync(path, 0o755);
  return path;
}

test("KVM works when the guest ends QEMU with its own exit code", () => {
  expect(kvmWorks({ device, qemu: qemu(85) })).toBe(true);
});

test("KVM does not work when QEMU ends in another way, or when the device can't be opened", () => {
  expect(kvmWorks({ device, qemu: qemu(1) })).toBe(false);
  expect(kvmWorks({ device: join(folder, "none"), qemu: qemu(85) })).toBe(false);
});

test("without QEMU a device that opens counts as working", () => {
  expect(kvmWorks({ device, qemu: join(folder, "no-qemu") })).toBe(true);
});
