#!/bin/bash
# inspect.sh SERVICE: `docker inspect` of its container, as JSON.
docker inspect "$(docker ps --quiet --filter "label=berth.service=$1" | head -n 1)"
