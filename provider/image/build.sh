#!/bin/bash
# Builds a bootable machine image of Debian: build.sh --recipe DIR --out DIR [--work DIR]. As root. README of a recipe: see usage.
# Prints one line a step on stdout; the tools' own words go to stderr. OUT appears only when it is complete.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=provider/image/debian-sources.sh
. "$here/debian-sources.sh"

usage="usage: build.sh --recipe DIR --out DIR
  DIR/release   Debian release, say trixie
  DIR/packages  packages of the machine, one a line
  DIR/files/    tree laid over the root; files below a bin or sbin folder get mode 0755, the others 0644
  DIR/script    guest path of the script to run in the tree before it is labelled
  DIR/size-gib  virtual size of the root disk"

# The container image that a Dockerfile's FROM finds without a registry.
base_image=debian:RELEASE-slim

main() {
	parse_arguments "$@"
	check_tools
	umask 022
	partial=$(mktemp -d "$(dirname "$out")/.image.XXXXXX")
	trap clean_up EXIT
	chmod 0755 "$partial"
	tree=$partial/tree
	kernel_release=
	step "downloading and unpacking Debian $release"
	make_tree
	step "laying files over it and running $script"
	lay_files
	run_script
	step "making the $(base_image_name) container image"
	make_base_image
	step "making kernel and initrd"
	make_boot_files
	step "labelling the tree"
	label_tree
	step "writing the root disk"
	make_root_disk
	write_manifest
	finish
	step "done"
}

parse_arguments() {
	recipe='' out=''
	while [ $# -gt 1 ]; do
		case "$1" in
		--recipe) recipe=$2 ;;
		--out) out=$2 ;;
		*) fail "$usage" ;;
		esac
		shift 2
	done
	if [ $# -ne 0 ] || [ -z "$recipe" ] || [ -z "$out" ]; then fail "$usage"; fi
	for part in release packages files script size-gib; do
		if [ ! -e "$recipe/$part" ]; then fail "the recipe $recipe has no '$part'"; fi
	done
	if [ -e "$out" ]; then fail "$out exists already: remove it first, or give another --out"; fi
	recipe=$(realpath "$recipe") out=$(realpath -m "$out")
	release=$(cat "$recipe/release") script=$(cat "$recipe/script") size_gib=$(cat "$recipe/size-gib")
	mkdir -p "$(dirname "$out")"
}

check_tools() {
	if [ "$(id -u)" != 0 ]; then fail "building an image changes owners and labels of files: run it as root or with sudo"; fi
	for tool in mmdebstrap qemu-img mkfs.ext4 setfiles zstd; do
		if ! command -v "$tool" >/dev/null; then fail "the command '$tool' is missing: run 'npm run doctor' to install it"; fi
	done
}

make_tree() {
	debian_sources "$release" >"$partial/sources.list"
	debian_apt_settings >"$partial/apt.conf"
	# shellcheck disable=SC2016 # mmdebstrap expands $1
	mmdebstrap --mode=root --variant=minbase --format=directory \
		--keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
		--dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
		--dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt=force-confold \
		--aptopt="$partial/apt.conf" \
		--setup-hook='mkdir -p "$1/etc/initramfs-tools" && echo update_initramfs=no >"$1/etc/initramfs-tools/update-initramfs.conf"' \
		--include="$(grep -v '^$' "$recipe/packages" | paste -sd,)" \
		"$release" "$tree" "$partial/sources.list" >&2
}

lay_files() {
	(cd "$recipe/files" && find . -type f) | while read -r file; do
		mode=0644
		case "$file" in */bin/* | */sbin/*) mode=0755 ;; esac
		install -D -m "$mode" "$recipe/files/$file" "$tree/$file"
	done
}

run_script() {
	mount -t proc proc "$tree/proc"
	chroot "$tree" "$script" >&2
}

base_image_name() { echo "${base_image/RELEASE/$release}"; }

make_base_image() { :; }

# Only what reaches the root file system: the kernel has ext4 and PCI built in, its virtio disk is a module.
make_boot_files() {
	kernel_release=$(basename "$(echo "$tree"/lib/modules/*)")
	cp "$tree/boot/vmlinuz-$kernel_release" "$partial/vmlinuz"
	root=$partial/initrd
	mkdir -p "$root"/{bin,dev,proc,sys,root,modules}
	install -m 0755 "$tree/usr/bin/busybox" "$root/bin/busybox"
	install -m 0755 "$here/initrd-init" "$root/init"
	chroot "$tree" modprobe --set-version "$kernel_release" --show-depends virtio_blk |
		while read -r verb module _; do
			if [ "$verb" != insmod ]; then continue; fi
			name=$(basename "$module")
			case "$name" in
			*.xz) xz -dc "$tree/$module" >"$root/modules/${name%.xz}" ;;
			*.ko) cp "$tree/$module" "$root/modules/$name" ;;
			*) fail "the kernel's module $name is packed in a way that this builder does not know" ;;
			esac
			echo "${name%.xz}" >>"$root/modules/order"
		done
	(cd "$root" && find . | "$tree/usr/bin/busybox" cpio -o -H newc -R 0:0 | zstd -q -3) >"$partial/initrd.img"
}

label_tree() {
	contexts=/etc/selinux/default/contexts/files/file_contexts
	if ! mountpoint -q "$tree/proc"; then mount -t proc proc "$tree/proc"; fi
	chroot "$tree" setfiles -F -e /proc "$contexts" / >&2
	umount "$tree/proc"
}

make_root_disk() {
	raw=$partial/root.raw
	truncate -s "${size_gib}G" "$raw"
	mkfs.ext4 -q -F -L root -E lazy_itable_init=1,lazy_journal_init=1,nodiscard -d "$tree" "$raw" >&2
	qemu-img convert -f raw -O qcow2 "$raw" "$partial/root.qcow2"
}

write_manifest() {
	policy_version=$(basename "$(echo "$tree"/etc/selinux/default/policy/policy.*)")
	packages=$(chroot "$tree" dpkg-query --show | wc -l)
	cat >"$partial/manifest.json" <<-JSON
		{
		  "release": "$release",
		  "kernelRelease": "$kernel_release",
		  "policyVersion": ${policy_version#policy.},
		  "packageCount": $packages,
		  "rootDiskBytes": $(stat -c %s "$partial/root.qcow2"),
		  "kernelBytes": $(stat -c %s "$partial/vmlinuz"),
		  "initrdBytes": $(stat -c %s "$partial/initrd.img")
		}
	JSON
}

finish() {
	mkdir "$partial/out"
	mv "$partial"/{root.qcow2,vmlinuz,initrd.img,manifest.json} "$partial/out/"
	chmod 0644 "$partial"/out/*
	mv -T "$partial/out" "$out"
}

step() { echo "step: $1"; }

fail() {
	echo "build.sh: $1" >&2
	exit 1
}

clean_up() {
	status=$?
	for mounted in "$partial/tree/proc" "$partial/base/proc"; do
		if mountpoint -q "$mounted"; then umount "$mounted"; fi
	done
	rm -rf --one-file-system "$partial"
	exit "$status"
}

main "$@"
