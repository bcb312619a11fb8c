#!/bin/bash
# restart.sh SERVICE: stops and starts it and asks its /health on port 8080 every 50 ms until it answers 200, two minutes at most.
# Microseconds: "stop N", "start N" (the command itself), "answer N" (from the start's end).

name=$1

now() { echo "${EPOCHREALTIME/[.,]/}"; }

answers() {
	{ exec 3<>"/dev/tcp/$1/8080"; } 2>/dev/null || return 1
	printf 'GET /health HTTP/1.0\r\nHost: %s\r\n\r\n' "$1" >&3
	read -r -t 5 -u 3 _ status _ || status=none
	exec 3>&-
	[ "$status" = 200 ]
}

if command -v docker >/dev/null; then
	id=$(docker ps --quiet --filter "label=berth.service=$name" | head -n 1)
	stop=(docker stop "$id") start=(docker start "$id")
	address() { docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}' "$id" | cut -d' ' -f1; }
else
	stop=(systemctl stop "berth-$name.service") start=(systemctl start "berth-$name.service")
	address() { echo 127.0.0.1; }
fi

begin=$(now)
"${stop[@]}" >/dev/null
stopped=$(now)
"${start[@]}" >/dev/null
started=$(now)
to=$(address)
until answers "$to"; do
	if [ $(($(now) - started)) -gt 120000000 ]; then
		echo "$name does not answer on $to:8080 two minutes after its restart" >&2
		exit 1
	fi
	sleep 0.05
done
echo "stop $((stopped - begin))"
echo "start $((started - stopped))"
echo "answer $(($(now) - started))"
