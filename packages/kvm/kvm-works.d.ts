/**
 * Whether a guest runs here with KVM. False where /dev/kvm can't be opened, or where it opens and a guest does not get to its
 * first instructions. Where QEMU is not installed, what can be opened counts as working.
 */
export function kvmWorks(options?: { readonly device?: string; readonly qemu?: string }): boolean;
