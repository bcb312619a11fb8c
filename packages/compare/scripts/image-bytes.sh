#!/bin/bash
# image-bytes.sh SERVICE: bytes of its image as it travels.
docker save "$(docker inspect --format '{{.Image}}' "$(docker ps --quiet --filter "label=berth.service=$1" | head -n 1)")" | wc -c
