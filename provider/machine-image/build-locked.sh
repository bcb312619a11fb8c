#!/bin/sh
# build-locked.sh FOLDER BUILDER RECIPE: builds an image into FOLDER unless it is there, one build at a time.
# The lock is on a descriptor that the builder inherits: it holds for as long as any part of the build runs.
set -eu

folder=$1 builder=$2 recipe=$3
partial=$folder.partial

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

exec 9>"$folder.lock"
if ! flock --nonblock 9; then
  echo "step: waiting for another build of this image"
  flock 9
fi
[ ! -e "$folder/manifest.json" ] || exit 0

as_root rm -rf -- "$partial" "$folder"
as_root "$builder" --recipe "$recipe" --out "$partial"
as_root chown -R "$(id -u):$(id -g)" -- "$partial"
mv -- "$partial" "$folder"
