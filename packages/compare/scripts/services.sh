#!/bin/bash
# Goes before each of the other scripts. services: a line for each service of this machine: its name, its main process, the folder of
# its control group.
set -euo pipefail
shopt -s inherit_errexit

# In whose namespaces the machine itself is.
# shellcheck disable=SC2034 # isolation.sh reads it
first_process=1

services() {
	if command -v docker >/dev/null; then
		docker ps --no-trunc --filter label=berth.service --format '{{.Label "berth.service"}} {{.ID}}' | while read -r name id; do
			service_line "$name" "$(docker inspect --format '{{.State.Pid}}' "$id")"
		done
	else
		for folder in /opt/berth/*/; do
			name=$(basename "$folder")
			service_line "$name" "$(systemctl show --property=MainPID --value "berth-$name.service")"
		done
	fi
}

service_line() {
	local group
	group=$(sed -n 's/^0:://p' "/proc/$2/cgroup")
	echo "$1 $2 /sys/fs/cgroup$group"
}
