#!/bin/bash
# inspect.sh SERVICE: what Docker says of its container, as JSON.
docker inspect "$(docker ps --quiet --filter "label=berth.service=$1" | head -n 1)"
