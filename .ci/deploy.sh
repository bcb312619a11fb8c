#!/usr/bin/env bash
# Applies one plan to a stack and no other: deploy.sh STACK PLAN. WHY, kept in the stack's history: who approved it, where.
set -euo pipefail
cd "$(dirname "$0")/.."

[[ $2 =~ ^[0-9a-f]{32}$ ]] || {
  echo "deploy.sh: \"$2\" is not the name of a plan" >&2
  exit 1
}
exec npm run --silent up -- --stack "$1" --approved "$2" --message "${WHY:-plan $2}"
