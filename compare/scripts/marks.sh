#!/bin/bash
# What there is to read of each service, as root of its machine sees it: "mark SERVICE KIND SHA256 PATH". The hash is of the first 48
# bytes: enough to know the thing by, and they stay while the rest grows.

mark() {
	local hash
	hash=$(head -c 48 "$3" 2>/dev/null | sha256sum | cut -d' ' -f1)
	echo "mark $1 $2 $hash $3"
}

first_file() { find "$@" -type f -size +0 2>/dev/null | sort | head -n 1; }

places_of() {
	if command -v docker >/dev/null; then
		local id holder
		id=$(docker ps --no-trunc --quiet --filter "label=berth.service=$1" | head -n 1)
		holder=$(docker inspect --format '{{range .Mounts}}{{if ne .Destination "/run/secrets"}}{{.Source}} {{end}}{{end}}' "$id")
		echo "secret" "$(first_file $(docker inspect --format '{{range .Mounts}}{{if eq .Destination "/run/secrets"}}{{.Source}} {{end}}{{end}}' "$id"))"
		echo "data" "$(first_file $holder)"
		echo "log" "$(first_file "/var/lib/docker/containers/$id/local-logs")"
	else
		echo "secret" "$(first_file "/run/credentials/berth-$1.service")"
		echo "data" "$(first_file /var/lib/berth/volumes)"
		echo "log" "$(first_file /var/log/journal /run/log/journal)"
	fi
}

services | while read -r name pid _; do
	mark "$name" command "/proc/$pid/cmdline"
	mark "$name" environment "/proc/$pid/environ"
	mark "$name" memory "/proc/$pid/maps"
	places_of "$name" | while read -r kind path; do
		if [ -n "$path" ]; then mark "$name" "$kind" "$path"; fi
	done
	mark "$name" kernel /proc/sys/kernel/random/boot_id
done
