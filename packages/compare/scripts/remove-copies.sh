#!/bin/bash
# Removes the containers that container-copy.sh created.
docker ps --all --quiet --filter label=berth.copy | xargs --no-run-if-empty docker rm --force >/dev/null
