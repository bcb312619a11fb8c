#!/usr/bin/env bash
# Puts a stack's review into its note on a merge request, the same one every time: note.sh STACK. GitLab lets no job token
# write notes: REVIEW_NOTE_TOKEN is a project access token with scope api and role Reporter. Without one the review is
# the artefact that the merge request links to.
set -euo pipefail
cd "$(dirname "$0")/.."

stack=$1
if [ -z "${REVIEW_NOTE_TOKEN:-}" ]; then
  echo "note.sh: no REVIEW_NOTE_TOKEN, so the review is in the artefacts only"
  exit 0
fi
marker="<!-- berth review of $stack -->"
notes=$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

request() {
  # The token goes by a file of curl's: on the command line every process of the runner could read it.
  curl --silent --show-error --fail --max-time 60 --config <(printf 'header = "PRIVATE-TOKEN: %s"\n' "$REVIEW_NOTE_TOKEN") "$@"
}

request --output "$answer" "$notes?per_page=100&order_by=created_at&sort=asc"
found=$(node -p '
  const notes = JSON.parse(fs.readFileSync(process.argv[1], "utf8"));
  notes.find(({ body, system }) => !system && body.startsWith(process.argv[2]))?.id ?? ""
' "$answer" "$marker")

{
  echo "$marker"
  cat "artifacts/review/$stack/review.md"
} >"artifacts/review/$stack/note.md"
if [ -n "$found" ]; then
  request --output /dev/null --request PUT --data-urlencode "body@artifacts/review/$stack/note.md" "$notes/$found"
else
  request --output /dev/null --request POST --data-urlencode "body@artifacts/review/$stack/note.md" "$notes"
fi
