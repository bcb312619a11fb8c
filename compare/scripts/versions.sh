#!/bin/bash
# What this machine runs: "NAME VERSION" a line.
echo "debian $(cat /etc/debian_version)"
echo "kernel $(uname --kernel-release)"
echo "systemd $(systemctl --version | sed -n '1s/^systemd \([^ ]*\).*/\1/p')"
if command -v docker >/dev/null; then echo "docker $(docker version --format '{{.Server.Version}}')"; fi
