#!/bin/bash
# make-docker-data.sh TREE TAR NAME DATA: with the dockerd of the machine's tree, makes /var/lib/docker's content that holds the
# root file system TAR as image NAME, in the folder TREE/DATA, and a loadable archive of it in TREE/DATA.tar, its id in TREE/DATA.id.
# Runs in namespaces of its own: no network, mounts that end with it.
set -euo pipefail

tree=$1 tar=$2 name=$3 data=$4

if [ "${5:-}" != inside ]; then
	exec unshare --mount --net --pid --fork --kill-child "$0" "$@" inside
fi

mount --make-rprivate /
mount --bind "$tree" "$tree"
cd "$tree"
mount -t proc proc proc
mount --bind /sys sys
mount --rbind /sys/fs/cgroup sys/fs/cgroup
mount --bind /dev dev
mount -t tmpfs tmpfs run
mount -t tmpfs tmpfs tmp
touch run/base.tar
mount --bind "$tar" run/base.tar

# shellcheck disable=SC2016 # the inner shell expands
chroot . sh -euc '
	name=$1 data=$2 socket=unix:///run/docker.sock
	mkdir -p "$data"
	echo "{}" >/run/daemon.json
	dockerd --data-root "$data" -H "$socket" --bridge=none --iptables=false --ip6tables=false --storage-driver=overlay2 \
		--log-level=warn --config-file=/run/daemon.json >/run/dockerd.log 2>&1 &
	daemon=$!
	tries=0
	until docker -H "$socket" version >/dev/null 2>&1; do
		tries=$((tries + 1))
		if [ "$tries" -gt 300 ] || ! kill -0 "$daemon"; then
			tail -n 20 /run/dockerd.log >&2
			echo "dockerd did not start here: it needs cgroups, and a folder on which overlay can be mounted (ext4, xfs)" >&2
			exit 1
		fi
		sleep 0.1
	done
	docker -H "$socket" import --change "CMD [\"bash\"]" /run/base.tar "$name"
	docker -H "$socket" save --output "$data.tar" "$name"
	docker -H "$socket" image inspect --format "{{.Id}}" "$name" >"$data.id"
	kill "$daemon"
	wait "$daemon"
	cd "$data" && find . -mindepth 1 -maxdepth 1 ! -name image ! -name overlay2 -exec rm -rf {} +
' sh "$name" "$data" >&2
