#!/bin/bash
# What there is to read of each service, as root of its machine sees it: "mark SERVICE KIND SHA256 PATH". The hash is of the first 48
# bytes: enough to know the thing by, and they stay while the rest grows.

mark() {
	local hash
	hash=$(head -c 48 "$3" 2>/dev/null | sha256sum | cut -d' ' -f1)
	echo "mark $1 $2 $hash $3"
}

first_file() { { find "$@" -type f -size +0 2>/dev/null || true; } | sort | sed -n 1p; }

# sources_of CONTAINER OPERATOR: where on this machine its mounts come from, those at /run/secrets (eq) or the others (ne).
sources_of() {
	docker inspect --format "{{range .Mounts}}{{if $2 .Destination \"/run/secrets\"}}{{println .Source}}{{end}}{{end}}" "$1" | sed '/^$/d'
}

# first_below: of the folders on its input, the first file in any.
first_below() { while read -r folder; do first_file "$folder"; done | sed -n 1p; }

places_of() {
	if command -v docker >/dev/null; then
		local id
		id=$(docker ps --no-trunc --quiet --filter "label=berth.service=$1" | head -n 1)
		echo "secret $(sources_of "$id" eq | first_below)"
		echo "data $(sources_of "$id" ne | first_below)"
		echo "log $(first_file "/var/lib/docker/containers/$id/local-logs")"
	else
		echo "secret $(first_file "/run/credentials/berth-$1.service")"
		echo "data $(first_file /var/lib/berth/volumes)"
		echo "log $(first_file /var/log/journal /run/log/journal)"
	fi
}

services | while read -r name pid _; do
	mark "$name" command "/proc/$pid/cmdline"
	mark "$name" environment "/proc/$pid/environ"
	mark "$name" memory "/proc/$pid/maps"
	places_of "$name" | while read -r kind path; do
		if [ -n "$path" ]; then mark "$name" "$kind" "$path"; fi
	done
done
