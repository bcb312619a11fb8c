#!/usr/bin/env bash
# Compares a stack with what really stands: drift.sh STACK. Reads everything anew and expects no difference; what was
# printed is in artifacts/drift/STACK.log. Ends with 0 for no drift, 2 for drift, 1 when it could not be found out.
set -euo pipefail
cd "$(dirname "$0")/.."

stack=$1
log=artifacts/drift/$stack.log
mkdir -p artifacts/drift

code=0
npm run --silent refresh -- --stack "$stack" --yes --expect-no-changes >"$log" 2>&1 || code=$?
cat "$log"
[ "$code" -ne 0 ] || exit 0
# The engine's words, and the CLI's: "no changes were expected for refresh but changes were proposed".
if grep -Eq 'no changes were expected( for refresh)? but changes' "$log"; then
  exit 2
fi
exit 1
