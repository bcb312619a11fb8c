#!/bin/sh
# Has the firewall let in the TCP ports of argument 1 and the UDP ports of argument 2, "80,443" or nothing, and no others.
set -eu
identity=/etc/berth/identity
{
	grep -v -e '^PUBLIC_PORTS=' -e '^PUBLIC_UDP_PORTS=' "$identity"
	echo "PUBLIC_PORTS=$1"
	if [ -n "$2" ]; then echo "PUBLIC_UDP_PORTS=$2"; fi
} >"$identity.new"
chmod 0644 "$identity.new"
mv "$identity.new" "$identity"
restorecon "$identity"
/usr/local/sbin/berth-setup
# berth-setup leaves the firewall alone where its file is right already, as after an end between the two.
nft -f /etc/nftables.conf
