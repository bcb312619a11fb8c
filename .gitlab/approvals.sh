#!/usr/bin/env bash
# Prints the approvals of a merge request, "<who>: <text>" on a line each. GitLab's approvals have no text of their own:
# the names of plans are in the notes of those who have approved. Needs REVIEW_NOTE_TOKEN; without it nobody has approved.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -n "${REVIEW_NOTE_TOKEN:-}" ] || exit 0
request=$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for what in approvals notes; do
  curl --silent --show-error --fail --max-time 60 --config <(printf 'header = "PRIVATE-TOKEN: %s"\n' "$REVIEW_NOTE_TOKEN") \
    --output "$folder/$what" "$request/$what?per_page=100"
done
node .gitlab/approved-notes.js "$folder/approvals" "$folder/notes"
