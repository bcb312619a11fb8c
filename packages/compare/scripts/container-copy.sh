#!/bin/bash
# run=(docker run ...) is set before. Starts one more container and waits until it answers, a minute at most; prints its address.
id=$("${run[@]:?}")
address=$(docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}' "$id" | cut -d' ' -f1)
if [ -z "$address" ] || ! await_answer "$address" 60; then
	docker logs --tail 5 "$id" >&2
	docker inspect --format 'the container is {{.State.Status}}, out of memory: {{.State.OOMKilled}}' "$id" >&2
	exit 1
fi
echo "$address"
