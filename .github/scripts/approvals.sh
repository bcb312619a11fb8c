#!/usr/bin/env bash
# Prints the approvals of a pull request, "<who>: <text>" on a line each: approvals.sh NUMBER. Only people count who may
# write to the repository, and only what they said last. Needs gh, GH_TOKEN and GITHUB_REPOSITORY.
set -euo pipefail

gh api --paginate "repos/$GITHUB_REPOSITORY/pulls/$1/reviews" --jq '.[] | [.user.login, .author_association, .state, .body] | @json' |
  node "$(dirname "$0")/latest-approvals.js"
