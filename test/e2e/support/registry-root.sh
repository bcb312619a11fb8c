#!/bin/bash
# registry-root.sh OUT: writes OUT, the root file system (tar) that the images of the test's application share.
set -euo pipefail
out=$(realpath -m "$1") release=trixie
cd "$(dirname "${BASH_SOURCE[0]}")/../../../packages/provider/image"
# shellcheck source=packages/provider/image/image-builder.sh
. ./image-builder.sh
open_workplace
# Without PostgreSQL's compiler, Perl and locales, which are more than half of it all.
# shellcheck disable=SC2016 # mmdebstrap's shell expands the hooks
bootstrap "$out" --include=postgresql-17,redis-server,redis-tools,nginx-light,busybox,socat \
	--dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/lib/postgresql/17/lib/bitcode/*' \
	--dpkgopt='path-exclude=/usr/lib/*/libLLVM*' --dpkgopt='path-exclude=/usr/lib/*/libz3*' \
	--setup-hook='mkdir -p "$1/etc/postgresql-common" && echo create_main_cluster=false >"$1/etc/postgresql-common/createcluster.conf"' \
	--customize-hook='chroot "$1" useradd --uid 1000 --create-home app' \
	--customize-hook='ln -sf /dev/stdout "$1/var/log/nginx/access.log" && ln -sf /dev/stderr "$1/var/log/nginx/error.log"' \
	--customize-hook='cd "$1" && rm -r etc/nginx/sites-enabled/default usr/share/perl usr/share/i18n usr/lib/*/perl usr/lib/*/gconv'
