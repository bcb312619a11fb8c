#!/bin/bash
# plain-image.sh OUT PUBLIC_KEY_FILE: a Debian trixie as a cloud hands it out (cloud-init, sshd, GRUB left out), nothing trimmed, no
# SELinux, no Docker: what booting a VM costs by hand. Leaves OUT/root.qcow2, OUT/vmlinuz, OUT/initrd.img. As root.
set -euo pipefail

out=$1 key=$(cat "$2")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=packages/provider/image/debian-sources.sh
. "$here/../packages/provider/image/debian-sources.sh"

packages=e2fsprogs,linux-image-cloud-amd64,systemd-sysv,systemd-resolved,openssh-server,cloud-init,udev,kmod,sudo,iproute2,dbus,netplan.io,initramfs-tools
mkdir -p "$out"
tree=$out/tree
debian_sources trixie | mmdebstrap --quiet --variant=minbase --include="$packages" trixie "$tree" -
seed=$tree/var/lib/cloud/seed/nocloud
mkdir -p "$seed"
printf 'instance-id: plain\nlocal-hostname: plain\n' >"$seed/meta-data"
printf '#cloud-config\nusers:\n  - name: plain\n    ssh_authorized_keys: ["%s"]\n' "$key" >"$seed/user-data"
cp "$tree"/boot/vmlinuz-* "$out/vmlinuz"
cp "$tree"/boot/initrd.img-* "$out/initrd.img"
truncate -s 4G "$out/root.raw"
mkfs.ext4 -q -d "$tree" "$out/root.raw"
qemu-img convert -f raw -O qcow2 "$out/root.raw" "$out/root.qcow2"
rm -rf "$tree" "$out/root.raw"
