#!/usr/bin/env bash
# Says whether a reviewed plan may be merged or applied: gate.sh STACK <approvals. Each line of the input is an approval,
# "<who>: <text>"; one holds for the plan whose name is in its text.
#
# Ends with 0 when the plan needs no approval or has one, 2 when it needs one, 1 when it is broken.
set -euo pipefail
cd "$(dirname "$0")/.."

stack=$1
review=artifacts/review/$stack/review.json
if [ ! -f "$review" ]; then
  echo "gate.sh: there is no $review; review.sh makes it" >&2
  exit 1
fi
field() {
  node -p 'JSON.parse(fs.readFileSync(process.argv[1], "utf8"))[process.argv[2]]' "$review" "$1"
}
code=$(field exitCode)
plan=$(field planHash)

if [ "$code" -ne 2 ]; then
  cat >/dev/null
  [ "$code" -eq 0 ] && echo "$stack: plan $plan needs no approval" || echo "$stack: the plan is broken"
  exit "$code"
fi
while IFS= read -r line || [ -n "$line" ]; do
  if [[ $line == *"$plan"* ]]; then
    echo "$stack: plan $plan is approved by ${line%%:*}"
    exit 0
  fi
done
echo "$stack: plan $plan needs an approval that names it. Approve the pull request with the text: plan $plan"
exit 2
