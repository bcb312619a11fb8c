# shellcheck shell=bash
# shellcheck disable=SC2034 # the builder reads what is set here: recipe, out, release, size_gib, partial, tree
# What the builders of images share: arguments, a folder to work in that is gone at the end, Debian's tree.

# shellcheck source=packages/provider/image/debian-sources.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian-sources.sh"

# parse_arguments USAGE "PART …" --recipe DIR --out DIR: the parts are what the recipe has to have.
parse_arguments() {
	local usage=$1 parts=$2
	shift 2
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
	for part in $parts; do
		if [ ! -e "$recipe/$part" ]; then fail "the recipe $recipe has no '$part'"; fi
	done
	if [ -e "$out" ]; then fail "$out exists already: remove it first, or give another --out"; fi
	recipe=$(realpath "$recipe") out=$(realpath -m "$out")
	release=$(cat "$recipe/release") size_gib=$(cat "$recipe/size-gib")
}

check_tools() {
	if [ "$(id -u)" != 0 ]; then fail "building an image mounts, and changes owners and labels: run it as root or with sudo"; fi
	for tool in "$@"; do
		if ! command -v "$tool" >/dev/null; then fail "the command '$tool' is missing: run 'npm run doctor' to install it"; fi
	done
}

# Beside `out`, so that the finished image only has to be renamed.
open_workplace() {
	umask 022
	mkdir -p "$(dirname "$out")"
	partial=$(mktemp -d "$(dirname "$out")/.image.XXXXXX")
	trap clean_up EXIT
	trap 'exit 129' HUP
	trap 'exit 130' INT
	trap 'exit 143' TERM
	chmod 0755 "$partial"
	tree=$partial/tree
	debian_sources "$release" >"$partial/sources.list"
	debian_apt_settings >"$partial/apt.conf"
}

# bootstrap TARGET [OPTION …]: Debian's smallest, and the packages that the options include.
bootstrap() {
	local target=$1
	shift
	mmdebstrap --mode=root --variant=minbase --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
		--dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
		--aptopt="$partial/apt.conf" "$@" "$release" "$target" "$partial/sources.list" >&2
}

recipe_packages() { grep -v '^$' "$recipe/packages" | paste -sd,; }

# finish FILE …: they are the image, and `out` appears.
finish() {
	mkdir "$partial/out"
	mv "$@" "$partial/out/"
	chmod 0644 "$partial"/out/*
	mv -T "$partial/out" "$out"
}

step() { echo "step: $1"; }

fail() {
	echo "build.sh: $1" >&2
	exit 1
}

# First nobody may write there any more, then nothing may be mounted there: what is left is only files.
clean_up() {
	status=$?
	trap '' INT TERM HUP
	for child in $(jobs -p); do kill "$child" 2>/dev/null || true; done
	wait
	awk -v below="$partial/" 'index($2, below) == 1 { print $2 }' /proc/mounts | sort -r | while read -r mounted; do
		umount "$mounted" || echo "build.sh: $mounted stays mounted" >&2
	done
	rm -rf --one-file-system "$partial"
	exit "$status"
}
