#!/bin/bash
# Bytes: "host total N" and "host available N" of the machine; "service NAME N" for each service.

# PSS of a control group's processes: of a page that several share, each has its share. One that ends meanwhile holds nothing.
pss_of() {
	find "$1" -name cgroup.procs -exec cat {} + | while read -r pid; do
		cat "/proc/$pid/smaps_rollup" 2>/dev/null || true
	done | awk '/^Pss:/ { sum += $2 } END { printf "%.0f\n", sum * 1024 }'
}

awk '/^MemTotal:/ { printf "host total %.0f\n", $2 * 1024 } /^MemAvailable:/ { printf "host available %.0f\n", $2 * 1024 }' /proc/meminfo
services | while read -r name _ group; do
	bytes=$(pss_of "$group")
	echo "service $name $bytes"
done
