#!/bin/bash
# Goes before those scripts that wait for a service. answers ADDRESS: whether its /health on port 8080 answers 200.
# await_answer ADDRESS SECONDS: checks every 50 ms until it does; fails after that many seconds.

now() { echo "${EPOCHREALTIME/[.,]/}"; }

answers() {
	{ exec 3<>"/dev/tcp/$1/8080"; } 2>/dev/null || return 1
	printf 'GET /health HTTP/1.0\r\nHost: %s\r\n\r\n' "$1" >&3
	read -r -t 5 -u 3 _ status _ || status=none
	exec 3>&-
	[ "$status" = 200 ]
}

await_answer() {
	local end=$(($(now) + $2 * 1000000))
	until answers "$1"; do
		if [ "$(now)" -gt "$end" ]; then
			echo "no answer on $1:8080 within $2 s" >&2
			return 1
		fi
		sleep 0.05
	done
}
