#!/bin/sh
# pull-image.sh ecr|acr REGISTRY/REPOSITORY@sha256:DIGEST [HELPER]: pulls an image as who this machine is and prints its id. HELPER is
# the text of docker-credential-berth-acr in base64. As root: the firewall lets nobody else ask for the machine's credentials.
set -eu

kind=$1 image=$2 helper=${3:-}
# Tests run it below a folder of their own.
root=${BERTH_ROOT:-}
config=$root/etc/berth/registry

main() {
	# One image at a time: two would install the same package.
	exec 9>"$root/run/berth-registry.lock"
	flock --wait 600 9
	case "$kind" in
	ecr) need docker-credential-ecr-login amazon-ecr-credential-helper && use ecr-login ;;
	acr) need curl curl && write_helper && use berth-acr ;;
	*) echo "pull-image: unknown registry $kind" >&2 && exit 2 ;;
	esac
	# What is there is not asked for again: a host that restarts needs no registry.
	if ! docker image inspect "$image" >/dev/null 2>&1; then
		docker --config "$config" pull --quiet "$image" >/dev/null
	fi
	docker image inspect --format '{{.Id}}' "$image"
}

need() {
	if command -v "$1" >/dev/null; then return; fi
	export DEBIAN_FRONTEND=noninteractive
	apt-get -qq -o DPkg::Lock::Timeout=300 update
	apt-get -qq -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends "$2" >/dev/null
}

write_helper() {
	program=$root/usr/local/bin/docker-credential-berth-acr
	echo "$helper" | base64 -d >"$program"
	chmod 0755 "$program"
}

# Names a helper, holds no token.
use() {
	mkdir -p "$config"
	printf '{ "credHelpers": { "%s": "%s" } }\n' "${image%%/*}" "$1" >"$config/config.json"
}

main
