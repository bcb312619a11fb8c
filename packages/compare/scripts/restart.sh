#!/bin/bash
# restart.sh SERVICE: stops and starts it and requests its /health until it answers, for two minutes at most.
# Microseconds: "stop N", "start N" (the command itself), "answer N" (from the start's end).

name=$1

if command -v docker >/dev/null; then
	id=$(docker ps --quiet --filter "label=berth.service=$name" | head -n 1)
	stop=(docker stop "$id") start=(docker start "$id")
	address() { docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}' "$id" | cut -d' ' -f1; }
else
	stop=(systemctl stop "berth-$name.service") start=(systemctl start "berth-$name.service")
	address() { echo 127.0.0.1; }
fi

# Whatever happens in between, it does not stay stopped.
trap '"${start[@]}" >/dev/null' EXIT
begin=$(now)
"${stop[@]}" >/dev/null
stopped=$(now)
"${start[@]}" >/dev/null
trap - EXIT
started=$(now)
await_answer "$(address)" 120
echo "stop $((stopped - begin))"
echo "start $((started - stopped))"
echo "answer $(($(now) - started))"
