#!/usr/bin/env bash
# Puts a stack's review into its comment on a pull request, the same one every time: comment.sh STACK NUMBER. Needs gh,
# GH_TOKEN, GITHUB_REPOSITORY and, for a review that could not be made, RUN_URL.
set -euo pipefail
cd "$(dirname "$0")/../.."

stack=$1
number=$2
marker="<!-- berth review of $stack -->"
body=artifacts/review/$stack/comment.md
mkdir -p "artifacts/review/$stack"
{
  echo "$marker"
  # What an earlier commit's review said must not stand there as if it were this one's.
  cat "artifacts/review/$stack/review.md" 2>/dev/null || echo "# ❌ \`$stack\` could not be reviewed: $RUN_URL"
} >"$body"

export marker
# Somebody else's comment with the marker in it is not ours to write to.
found=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$number/comments" \
  --jq '.[] | select(.user.login == "github-actions[bot]" and (.body | startswith(env.marker))) | .id' | head -n 1)
if [ -n "$found" ]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$found" --field "body=@$body"
else
  gh api --silent --method POST "repos/$GITHUB_REPOSITORY/issues/$number/comments" --field "body=@$body"
fi
