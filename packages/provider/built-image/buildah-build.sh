#!/bin/sh
# buildah-build.sh STORE BASE STAGES IMAGE ARCHIVE CONTEXT OPTION…: builds a context with buildah and puts the image's archive at
# ARCHIVE, one build at a time. STORE is a folder for its layers and settings, BASE an archive of the image that Dockerfiles start
# from ("": none), STAGES the stages that a RUN mounts, OPTIONs are those of `buildah build`.
set -eu

store=$1 base=$2 stages=$3 image=$4 archive=$5 context=$6
shift 6
partial=$archive.partial.$$

main() {
	mkdir -p "$store"
	chmod 0700 "$store"
	# On a descriptor that buildah inherits: held for as long as any part of the build runs.
	exec 9>"$store.lock"
	if ! flock --nonblock 9; then
		echo "step: waiting for another build"
		flock 9
	fi
	trap 'rm -f "$partial"' EXIT
	write_settings
	forget_old_layers
	load_base
	build_all "$@"
	echo "step: writing the archive"
	buildah push --quiet --disable-compression --signature-policy "$store/policy.json" "$image" "docker-archive:$partial:$image"
	mv "$partial" "$archive"
}

# Of Berth's own, whatever this computer's say: short names are Docker Hub's, as for the daemon of a host.
write_settings() {
	echo '{ "default": [{ "type": "insecureAcceptAnything" }] }' >"$store/policy.json"
	printf 'unqualified-search-registries = ["docker.io"]\nshort-name-mode = "permissive"\n' >"$store/registries.conf"
	export CONTAINERS_REGISTRIES_CONF="$store/registries.conf" CONTAINERS_STORAGE_CONF="$store/storage.conf"
	if [ -e "$store/storage.conf" ]; then return; fi
	use_driver overlay
	# A copy of all files for each layer, where no overlay can be mounted.
	if ! buildah images >/dev/null 2>&1; then use_driver vfs; fi
}

use_driver() {
	printf '[storage]\ndriver = "%s"\nrunroot = "%s/run"\ngraphroot = "%s/layers"\n' "$1" "$store" "$store" >"$store/storage.conf"
}

# After a week: a list of packages in a layer grows old, and layers are never removed otherwise.
forget_old_layers() {
	if [ ! -e "$store/since" ] || [ -n "$(find "$store/since" -mtime +7)" ]; then
		buildah rm --all >/dev/null
		buildah rmi --all --force >/dev/null
		rm -f "$store/base"
		touch "$store/since"
	fi
}

load_base() {
	if [ -z "$base" ] || [ "$(cat "$store/base" 2>/dev/null)" = "$base" ]; then return; fi
	echo "step: loading the base image"
	buildah pull --quiet --policy never --signature-policy "$store/policy.json" "docker-archive:$base" >/dev/null
	echo "$base" >"$store/base"
}

# Options that come later count: a stage is built with its own target and name.
build_all() {
	for stage in $stages; do
		build "$@" --target "$stage" --tag "localhost/berth-stage:$stage"
		set -- "$@" --build-context "$stage=container-image://localhost/berth-stage:$stage"
	done
	build "$@" --tag "$image"
}

build() {
	buildah build --isolation chroot --layers --force-rm --format docker --ignorefile /dev/null \
		--signature-policy "$store/policy.json" "$@" "$context"
}

main "$@"
