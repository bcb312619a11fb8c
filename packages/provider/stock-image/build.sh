#!/bin/bash
# Builds a disk like Debian's genericcloud image, from Debian's packages, as root: GPT, GRUB for BIOS, cloud-init, sshd;
# no SELinux, no Docker, nothing of ours. Prints one line a step on stdout; the tools' own words go to stderr.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=packages/provider/image/image-builder.sh
. "$here/../image/image-builder.sh"

root_uuid=5e8f1c54-6d0b-4f7e-9b2a-3c1d2e4f5a6b
efi_uuid=b7d2a9e0-1f3c-4a5d-8e6f-7a8b9c0d1e2f

usage="usage: build.sh --recipe DIR --out DIR
  DIR/release   Debian release, say trixie
  DIR/packages  packages of the image, one a line
  DIR/size-gib  virtual size of the disk"

main() {
	parse_arguments "$usage" "release packages size-gib" "$@"
	check_tools mmdebstrap qemu-img mkfs.ext4
	open_workplace
	step "downloading and unpacking Debian $release"
	make_tree
	step "partitioning the disk"
	make_disk
	step "installing GRUB"
	install_grub
	step "writing the disk"
	write_disk
	finish "$partial"/{disk.qcow2,manifest.json}
	step "done"
}

make_tree() {
	bootstrap "$tree" --include="$(recipe_packages)"
	cp "$partial/apt.conf" "$tree/etc/apt/apt.conf.d/90-mirror"
	: >"$tree/etc/machine-id"
	rm -f "$tree"/etc/ssh/ssh_host_* "$tree/etc/hostname"
	echo 'datasource_list: [ NoCloud, None ]' >"$tree/etc/cloud/cloud.cfg.d/01_datasource.cfg"
}

# The partitions of Debian's cloud images and their numbers: root, BIOS boot, EFI. With the tools of the tree, on plain files: it
# takes no loop device, and no kernel that knows GPT.
make_disk() {
	raw=$partial/disk.raw
	truncate -s "${size_gib}G" "$raw"
	on_disk sfdisk --quiet /mnt/disk <<-TABLE
		label: gpt
		14: start=2048, size=6144, type=21686148-6449-6E6F-744E-656564454649
		15: start=8192, size=253952, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, uuid=$efi_uuid
		1: start=262144, type=4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709, uuid=$root_uuid
	TABLE
	cat >"$tree/etc/fstab" <<-FSTAB
		PARTUUID=$root_uuid / ext4 rw,discard,errors=remount-ro,x-systemd.growfs 0 1
		PARTUUID=$efi_uuid /boot/efi vfat defaults 0 0
	FSTAB
	mkdir -p "$tree/boot/efi"
	on_disk mkfs.vfat --offset 8192 -F 32 /mnt/disk $((253952 / 2)) >&2
}

# The first stage in the disk's first sector and the second in the BIOS boot partition, each told where the next is, as
# grub-install does; it would ask the kernel for the partitions.
install_grub() {
	local grub=$tree/usr/lib/grub/i386-pc core=$partial/core.img
	mkdir -p "$tree/boot/grub/i386-pc"
	cp "$grub"/*.mod "$grub"/*.lst "$tree/boot/grub/i386-pc/"
	first_menu >"$tree/boot/grub/grub.cfg"
	chroot "$tree" grub-mkimage -O i386-pc -p '(hd0,gpt1)/boot/grub' biosdisk part_gpt ext2 >"$core"
	dd if="$grub/boot.img" of="$raw" bs=440 count=1 conv=notrunc status=none
	dd if="$core" of="$raw" bs=512 seek=2048 conv=notrunc status=none
	number 2048 | dd of="$raw" bs=1 seek=$((0x5c)) conv=notrunc status=none
	number 2049 | dd of="$raw" bs=1 seek=$((2048 * 512 + 0x1f4)) conv=notrunc status=none
	mkfs.ext4 -q -F -L root -d "$tree" -E offset=$((262144 * 512)),lazy_itable_init=1,nodiscard "$raw" \
		$((size_gib * 1024 * 1024 - 262144 / 2 - 1024))k >&2
}

# Until the machine's own update-grub writes one: that wants to see the disk it runs from.
first_menu() {
	local kernel
	kernel=$(basename "$tree"/boot/vmlinuz-*)
	cat <<-MENU
		insmod part_gpt
		insmod ext2
		set root=(hd0,gpt1)
		linux /boot/$kernel root=PARTUUID=$root_uuid ro console=tty0 console=ttyS0,115200
		initrd /boot/initrd.img-${kernel#vmlinuz-}
		boot
	MENU
}

# Eight bytes, the lowest first.
number() {
	local rest=$1
	for _ in 1 2 3 4 5 6 7 8; do
		# shellcheck disable=SC2059 # the format is the byte
		printf "\\x$(printf %02x $((rest % 256)))"
		rest=$((rest / 256))
	done
}

# A tool of the tree, with the disk as its /mnt/disk.
on_disk() {
	touch "$tree/mnt/disk"
	mount --bind "$raw" "$tree/mnt/disk"
	chroot "$tree" "$@" >&2
	umount "$tree/mnt/disk"
	rm "$tree/mnt/disk"
}

write_disk() {
	qemu-img convert -f raw -O qcow2 "$raw" "$partial/disk.qcow2"
	printf '{ "release": "%s", "diskBytes": %s }\n' "$release" "$(stat -c %s "$partial/disk.qcow2")" >"$partial/manifest.json"
}

main "$@"
