#!/bin/bash
# Builds a bootable machine image of Debian, as root.
# Prints one line a step on stdout; the tools' own words go to stderr. OUT appears only when it is complete.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=packages/provider/image/image-builder.sh
. "$here/image-builder.sh"
# shellcheck source=packages/provider/image/kept-trees.sh
. "$here/kept-trees.sh"

usage="usage: build.sh --recipe DIR --out DIR
  DIR/release   Debian release, say trixie
  DIR/packages  packages of the machine, one a line
  DIR/files/    tree laid over the root; files below a bin or sbin folder get mode 0755, the others 0644
  DIR/script    guest path of the script to run in the tree before it is labelled
  DIR/size-gib  virtual size of the root disk"

main() {
	parse_arguments "$usage" "release packages files script size-gib" "$@"
	script=$(cat "$recipe/script")
	check_tools mmdebstrap qemu-img mkfs.ext4 setfiles tar zstd
	open_workplace
	if has_trees; then
		step "unpacking Debian $release as it was downloaded $((($(date +%s) - $(stat -c %Y "$kept")) / 60)) min ago"
		unpack_trees
	else
		step "downloading and unpacking Debian $release"
		make_trees
		keep_trees
	fi
	step "laying files over it and running $script"
	lay_files
	run_script
	if has_docker; then
		step "making the container image debian:$release-slim"
		make_base_image
	fi
	step "making kernel and initrd"
	make_boot_files
	step "labelling the tree"
	label_tree
	step "writing the root disk"
	make_root_disk
	write_manifest
	local parts=(root.qcow2 vmlinuz initrd.img manifest.json)
	if has_docker; then parts+=(base-image.tar.zst); fi
	finish "${parts[@]/#/$partial/}"
	step "done"
}

# A machine without Docker needs no container image.
has_docker() { grep -qx docker.io "$recipe/packages"; }

# The machine and the container base are made at once: each waits for downloads and for one core.
make_trees() {
	# The same packages make the same layer, byte for byte: what was built upon it stays cached when the machine image changes.
	if has_docker; then SOURCE_DATE_EPOCH=0 bootstrap_trimmed "$partial/base.tar" --setup-hook="copy-in $here/container-base/etc /" & fi
	# Services without Docker are installed from the package lists, which change with Debian's point releases: the guest asks for newer ones.
	local lists=()
	if ! has_docker; then lists=(--skip=cleanup/apt/lists); fi
	# dpkg must not ask about the file that keeps the machine from making an initrd of its own.
	bootstrap_trimmed "$tree" --dpkgopt=force-confold --include="$(recipe_packages)" "${lists[@]}" \
		--setup-hook="mkdir -p $tree/etc/initramfs-tools && echo update_initramfs=no >$tree/etc/initramfs-tools/update-initramfs.conf"
	if has_docker; then wait "$!"; fi
}

bootstrap_trimmed() { bootstrap "$@" --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/info/*'; }

lay_files() {
	(cd "$recipe/files" && find . -type f) | while read -r file; do
		mode=0644
		case "$file" in */bin/* | */sbin/*) mode=0755 ;; esac
		install -D -m "$mode" "$recipe/files/$file" "$tree/$file"
	done
}

run_script() {
	mkdir -p "$tree/etc/berth"
	basename "$out" >"$tree/etc/berth/image"
	mount -t proc proc "$tree/proc"
	chroot "$tree" "$script" >&2
}

# A first boot copies this file system to its blank data disk: making one, and a docker load, would take half a minute.
make_base_image() {
	"$here/make-docker-data.sh" "$tree" "$partial/base.tar" "debian:$release-slim" /var/lib/docker
	mkdir -p "$tree/usr/share/berth"
	mv "$tree/var/lib/docker.id" "$tree/usr/share/berth/base-image.id"
	zstd -q -6 --rm "$tree/var/lib/docker.tar" -o "$tree/usr/share/berth/base-image.tar.zst"
	# Beside the disk as well: images that are built on this computer start from it.
	cp "$tree/usr/share/berth/base-image.tar.zst" "$partial/base-image.tar.zst"
}

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
	local seed=/usr/share/berth/docker.ext4
	set_labels /
	if has_docker; then
		make_data_disk "$tree$seed"
		set_labels "$seed"
	fi
	umount "$tree/proc"
}

set_labels() { chroot "$tree" setfiles -F -e /proc /etc/selinux/default/contexts/files/file_contexts "$1" >&2; }

# As small as its content, for every byte is copied at a first boot, and grown there: with room for the descriptors of 4 TiB,
# and inodes as on a big disk.
make_data_disk() {
	local content
	content=$(du -s --block-size=1M "$tree/var/lib/docker" | cut -f1)
	truncate -s "$((content + 40))M" "$1"
	mkfs.ext4 -q -F -b 4096 -i 16384 -I 256 -m 1 -J size=16 -E resize=1073741824,lazy_itable_init=1,nodiscard \
		-d "$tree/var/lib/docker" "$1" >&2
	find "$tree/var/lib/docker" -mindepth 1 -delete
}

make_root_disk() {
	raw=$partial/root.raw
	truncate -s "${size_gib}G" "$raw"
	mkfs.ext4 -q -F -L root -E lazy_itable_init=1,lazy_journal_init=1,nodiscard -d "$tree" "$raw" >&2
	# mkfs makes it, so setfiles has not seen it.
	printf 'system_u:object_r:lost_found_t:s0\0' >"$partial/lost-found.label"
	debugfs -w -R "ea_set -f $partial/lost-found.label /lost+found security.selinux" "$raw" >&2
	rm "$partial/lost-found.label"
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

main "$@"
