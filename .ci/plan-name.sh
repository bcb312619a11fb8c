#!/usr/bin/env bash
# Prints "plan=<name of the plan>" of a reviewed stack, for the next job: plan-name.sh STACK.
set -euo pipefail
cd "$(dirname "$0")/.."

node -p '"plan=" + JSON.parse(fs.readFileSync(process.argv[1], "utf8")).planHash' "artifacts/review/$1/review.json"
