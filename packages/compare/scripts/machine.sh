#!/bin/bash
# What this machine is: "processors N", "memory N" in bytes, and "version NAME VERSION" of what it runs.
echo "processors $(nproc)"
awk '/^MemTotal:/ { printf "memory %.0f\n", $2 * 1024 }' /proc/meminfo
echo "version debian $(cat /etc/debian_version)"
echo "version kernel $(uname --kernel-release)"
echo "version systemd $(systemctl --version | sed -n '1s/^systemd \([^ ]*\).*/\1/p')"
if command -v docker >/dev/null; then echo "version docker $(docker version --format '{{.Server.Version}}')"; fi
