#!/bin/sh
# remove-unit.sh SERVICE: takes a service off this machine, with its releases and its secrets. Its data stays.
set -eu

service=$1
unit=berth-$service.service

if [ -e "/etc/systemd/system/$unit" ]; then
	systemctl --quiet disable --now "$unit"
	rm "/etc/systemd/system/$unit"
	systemctl daemon-reload
fi
sed -i "/^# berth $service$/,/^# end $service$/d" /etc/hosts
restorecon /etc/hosts
rm -f "/etc/nftables.d/service-$service.nft" "/etc/credstore.encrypted/berth-$service".*
nft -f /etc/nftables.conf
rm -rf "/opt/berth/$service"
