#!/bin/sh
# Usage: sh -s SERVICE TYPE SECONDS, as root. Restarts the service's container, watches it, and prints what it did: a word and a value a line.
# Leaves nothing behind but the restarted container.
set -eu
service=$1 type=$2 seconds=$3

id=$(docker ps --quiet --no-trunc --filter "label=berth.service=$service" | head -n 1)
[ -n "$id" ] || { echo "no container of service $service runs here" >&2; exit 3; }

# Capabilities that are used leave a record of the audit log while this module is loaded.
work=$(mktemp -d)
clean() { semodule -X 400 -r berth_tighten >/dev/null 2>&1 || true; rm -rf "$work"; }
trap clean EXIT
trap 'exit 4' HUP INT TERM
# Optional: one that a lost connection leaves behind must not break the policy once the service's type is gone.
rules="(auditallow $type self (capability (all)))(auditallow $type self (capability2 (all)))"
echo "(optional berth_tighten $rules)" >"$work/berth_tighten.cil"
semodule -X 400 -i "$work/berth_tighten.cil"

# Images use most capabilities when they start, so only a watched start shows them.
begin=$(date +%s)
docker restart --time 30 "$id" >/dev/null
sleep "$seconds"

inspect() { docker inspect --format "$1" "$id"; }
health() { inspect '{{if .State.Health}}{{.State.Health.Status}}{{else}}unchecked{{end}}'; }
# The first check may be an interval away.
for _ in $(seq 60); do
  [ "$(health)" = starting ] || break
  sleep 2
done
echo "state $(inspect '{{.State.Status}}') $(health)"
inspect '{{range .HostConfig.CapAdd}}held {{.}}{{println}}{{end}}'
inspect '{{if .HostConfig.ReadonlyRootfs}}readonly 1{{end}}'
# Docker's templates have variables of their own.
# shellcheck disable=SC2016
inspect '{{range $path, $_ := .HostConfig.Tmpfs}}tmpfs {{$path}}{{println}}{{end}}'
inspect '{{range .Mounts}}mount {{.Destination}}{{println}}{{if .RW}}volume {{.Destination}}{{println}}{{end}}{{end}}'
inspect 'limit memory {{.HostConfig.Memory}}'
inspect '{{range .HostConfig.Ulimits}}{{if eq .Name "nproc"}}limit pids {{.Hard}}{{end}}{{end}}'
inspect '{{.HostConfig.CgroupParent}}' | sed -n 's/^berth-pids\([0-9]*\)-.*/limit pids \1/p'

docker diff "$id" | sed 's/^/changed /'
# A folder that the image fills can't become an empty one.
layers=$(inspect '{{.GraphDriver.Data.LowerDir}}' | tr : '\n' | grep -v -- '-init/diff$')
docker diff "$id" | cut -c3- | sed 's,/[^/]*$,,; s,^$,/,' | sort -u | while read -r folder; do
  for layer in $layers; do
    if [ -n "$(find "$layer$folder" -mindepth 1 -maxdepth 1 -print -quit 2>/dev/null)" ]; then echo "filled $folder"; break; fi
  done
done

pid=$(inspect '{{.State.Pid}}')
if [ "$pid" -gt 0 ]; then
  group=/sys/fs/cgroup$(sed -n 's/^0:://p' "/proc/$pid/cgroup")
  echo "peak memory $(cat "$group/memory.peak")"
  echo "peak pids $(cat "$group/pids.peak")"
  nsenter --target "$pid" --net ss -Hltun | awk '$5 !~ /^127\./ { sub(/.*:/, "", $5); print "listens " $1 " " $5 }' | sort -u
fi

ausearch --input-logs -m avc -ts boot --raw </dev/null 2>/dev/null |
  awk -v begin="$begin" -v type=":$type:" 'match($0, /audit\([0-9]+/) && substr($0, RSTART + 6, RLENGTH - 6) >= begin && index($0, "scontext=system_u:system_r" type)' >"$work/records" || true
sed -n 's/.* granted  { \([a-z_ ]*\) } .*/\1/p' "$work/records" | tr ' ' '\n' | sort -u | sed 's/^/used /'
sed -n 's/.*avc:  denied  \(.*\)/denied \1/p' "$work/records"
echo "watched $seconds"
