#!/bin/sh
# build-locked.sh FOLDER BUILDER RECIPE: builds an image into FOLDER unless it is there, one build at a time.
# The lock is on a descriptor that the builder inherits: it holds for as long as any part of the build runs.
# FOLDER/users is for image-use.ts: touched at each use, with a link to the disk of each machine that is on the image.
set -eu

folder=$1 builder=$2 recipe=$3
partial=$folder.partial

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# A link whose disk is gone leads nowhere. An image without users is of a time before they were noted: nobody knows who needs it.
is_unused() {
  [ -n "$(find "$1" -maxdepth 0 -type d -mtime +30 2>/dev/null)" ] || return 1
  for disk in "$1"/*; do
    [ ! -e "$disk" ] || return 1
  done
}

# Images that nobody used for a month, nor needs. One that is being built has its lock taken.
prune() {
  for users in "${folder%/*}"/*/users; do
    is_unused "$users" || continue
    echo "step: removing an image that was not used for a month"
    flock --nonblock "${users%/users}.lock" rm -rf -- "${users%/users}" || echo "${users%/users} stays" >&2
  done
}

# What a build that was killed left: one that runs is no day old.
prune_unfinished() {
  find "${folder%/*}" -maxdepth 1 -type d -name '.image.*' -mtime +0 | while read -r left; do
    as_root rm -rf --one-file-system -- "$left" </dev/null || echo "$left stays" >&2
  done
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
mkdir "$partial/users"
mv -- "$partial" "$folder"
prune
prune_unfinished
