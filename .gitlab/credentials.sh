#!/usr/bin/env bash
# Sourced: lets the job in with GitLab's own identity token, AWS_ID_TOKEN or AZURE_ID_TOKEN. Nothing long-lived is needed.
# ROLE or CLIENT_ID say as whom; without them the job has no credentials and previews without.

if [ -n "${ROLE:-}" ] && [ -n "${AWS_ID_TOKEN:-}" ]; then
  AWS_WEB_IDENTITY_TOKEN_FILE=$(mktemp)
  printf %s "$AWS_ID_TOKEN" >"$AWS_WEB_IDENTITY_TOKEN_FILE"
  export AWS_WEB_IDENTITY_TOKEN_FILE
  export AWS_ROLE_ARN=$ROLE AWS_ROLE_SESSION_NAME=gitlab-${CI_JOB_ID:-job}
fi
if [ -n "${CLIENT_ID:-}" ] && [ -n "${AZURE_ID_TOKEN:-}" ]; then
  AZURE_FEDERATED_TOKEN_FILE=$(mktemp)
  printf %s "$AZURE_ID_TOKEN" >"$AZURE_FEDERATED_TOKEN_FILE"
  export AZURE_FEDERATED_TOKEN_FILE
  # The provider reads the first four, the state's backend the others.
  export ARM_USE_OIDC=true ARM_OIDC_TOKEN=$AZURE_ID_TOKEN ARM_CLIENT_ID=$CLIENT_ID ARM_TENANT_ID=${AZURE_TENANT_ID:?}
  export AZURE_CLIENT_ID=$CLIENT_ID
  if command -v az >/dev/null; then
    az login --service-principal --username "$CLIENT_ID" --tenant "$AZURE_TENANT_ID" --federated-token "$AZURE_ID_TOKEN" --output none
  fi
fi
