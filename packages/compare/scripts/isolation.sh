#!/bin/bash
# What separates the main process of each service: "kernel ID" and "selinux MODE" of the machine, then for each service
# "namespaces NAME KIND..." (those that the machine's first process is not in), "domain NAME TYPE", "bounding NAME HEX", "seccomp NAME N".

own_namespaces() {
	local link kind here there
	for link in "/proc/${first_process:?}"/ns/*; do
		kind=${link##*/}
		case $kind in *_for_children) continue ;; esac
		here=$(readlink "$link")
		there=$(readlink "/proc/$1/ns/$kind")
		if [ "$here" != "$there" ]; then echo "$kind"; fi
	done
}

status_value() { sed -n "s/^$2:[[:space:]]*//p" "/proc/$1/status"; }

kernel=$(cat /proc/sys/kernel/random/boot_id)
mode=$(getenforce)
echo "kernel $kernel"
echo "selinux $mode"
services | while read -r name pid _; do
	kinds=$(own_namespaces "$pid")
	label=$(ps -o label= -p "$pid")
	bounding=$(status_value "$pid" CapBnd)
	seccomp=$(status_value "$pid" Seccomp)
	echo "namespaces $name ${kinds//$'\n'/ }"
	echo "domain $name $(cut -d: -f3 <<<"$label")"
	echo "bounding $name $bounding"
	echo "seccomp $name $seccomp"
done
