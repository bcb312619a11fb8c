#!/bin/bash
# Bytes on this machine's disks: "root used N", without apt's lists, which come and go with every update; in containers "layer SERVICE NAME N";
# in units "packages SERVICE N" (what they added to the machine's image) and "release SERVICE N".

bytes_of() { du --summarize --one-file-system --block-size=1 "$1" | cut -f1; }

layers_of() {
	docker image inspect --format '{{.GraphDriver.Data.UpperDir}}:{{.GraphDriver.Data.LowerDir}}' "$1" | tr ':' '\n' | grep ^/
}

container_disk() {
	docker ps --filter label=berth.service --format '{{.Label "berth.service"}} {{.ID}}' | while read -r name id; do
		layers_of "$(docker inspect --format '{{.Image}}' "$id")" | while read -r layer; do
			bytes=$(bytes_of "$layer")
			echo "layer $name $(basename "${layer%/diff}") $bytes"
		done
	done
}

# A package whose list is younger than the machine's identity came after the image; sizes are in KiB.
added_packages() {
	# shellcheck disable=SC2016 # dpkg's, not the shell's
	find /var/lib/dpkg/info -name '*.list' -newer /etc/berth/identity -printf '%f\n' | sed 's/\.list$//' |
		xargs --no-run-if-empty dpkg-query --show --showformat '${Installed-Size}\n' |
		awk '{ sum += $1 } END { printf "%.0f\n", sum * 1024 }'
}

unit_disk() {
	for folder in /opt/berth/*/; do
		name=$(basename "$folder")
		bytes=$(added_packages)
		echo "packages $name $bytes"
		current=$(readlink --canonicalize-existing "$folder/current")
		bytes=$(bytes_of "$current")
		echo "release $name $bytes"
	done
}

used=$(df --block-size=1 --output=used / | tail -n 1 | tr -d ' ')
lists=$(bytes_of /var/lib/apt/lists)
echo "root used $((used - lists))"
if command -v docker >/dev/null; then container_disk; else unit_disk; fi
