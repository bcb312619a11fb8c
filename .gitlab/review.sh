#!/usr/bin/env bash
# Reviews one stack in a merge request's pipeline: review.sh STACK. Without credentials the state can't be read either:
# what counts then is the base of the change.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -z "${AWS_ROLE_ARN:-}${ARM_CLIENT_ID:-}" ]; then
  export BASE_SHA=$CI_MERGE_REQUEST_DIFF_BASE_SHA PULUMI_BACKEND_URL=file://./state PULUMI_ENGINE=embedded
fi
exec .ci/review.sh "$1"
