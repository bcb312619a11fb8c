#!/bin/bash
# read-marks.sh SERVICE HASH PATH...: tries to read each path as root inside of a service, and prints the numbers (from 0) of those that
# gave what has that hash. In a container as one more process of it; in a unit as one with all of its settings but the user.

service=$1
shift

# What runs inside; nothing that it is denied ends it.
# shellcheck disable=SC2016 # for the shell inside
attempt='number=0
while [ "$#" -gt 1 ]; do
	if [ "$(head -c 48 "$2" 2>/dev/null | sha256sum | cut -d" " -f1)" = "$1" ]; then echo "read $number"; fi
	number=$((number + 1))
	shift 2
done
echo "tried $number"'

if command -v docker >/dev/null; then
	id=$(docker ps --quiet --filter "label=berth.service=$service" | head -n 1)
	docker exec --user 0 "$id" sh -c "$attempt" sh "$@"
	exit
fi

unit=berth-compare-$service.service
program=/opt/berth/compare-attempt
trap 'rm -f "/run/systemd/system/$unit" "$program"; systemctl daemon-reload; systemctl reset-failed "$unit" 2>/dev/null || true' EXIT
words=$(printf ' %s' "$@")
printf '#!/bin/sh\nset -- %s\n%s\n' "$words" "$attempt" >"$program"
chmod 0755 "$program"
restorecon "$program"
sed -e 's/^User=.*/User=0/' -e 's/^Group=.*/Group=0/' -e 's/^Type=.*/Type=oneshot/' -e '/^Restart/d' \
	-e "s,^ExecStart=.*,ExecStart=/bin/sh $program," \
	"/etc/systemd/system/berth-$service.service" >"/run/systemd/system/$unit"
systemctl daemon-reload
systemctl start "$unit"
journalctl --sync
journalctl --unit="$unit" --output=cat --no-pager --since=-60s | grep -E '^(read|tried) '
