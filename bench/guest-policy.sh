#!/bin/bash
# guest-policy.sh DIR RELEASE: the SELinux policy of a machine whose services run in containers, as CIL in DIR/cil, and the command
# DIR/compile with which secilc of that release compiles it with further files. Installs nothing on this computer; needs Debian's apt.
set -euo pipefail

out=$1 release=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
guest=$here/../infra/guest
# shellcheck source=packages/provider/image/debian-sources.sh
. "$here/../packages/provider/image/debian-sources.sh"

mkdir -p "$out"/{apt/lists/partial,apt/archives/partial,packages,root,cil}
debian_sources "$release" >"$out/apt/sources.list"
debian_apt_settings >"$out/apt/apt.conf"
cat >>"$out/apt/apt.conf" <<EOF
Dir::Etc::sourcelist "$out/apt/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$out/apt/lists";
Dir::Cache "$out/apt";
APT::Sandbox::User "root";
EOF
export APT_CONFIG=$out/apt/apt.conf
timeout 120 apt-get -qq update
(cd "$out/packages" && timeout 120 apt-get -qq download secilc selinux-policy-default policycoreutils libsepol2 libselinux1 libpcre2-8-0 libc6)
for package in "$out"/packages/*.deb; do dpkg -x "$package" "$out/root"; done

# The programs of another release run with its own C library.
library=$(dirname "$(find "$out/root/usr/lib" -name 'ld-linux-*')")
loader=("$(find "$library" -name 'ld-linux-*')" --library-path "$library")
modules=$(sed -e 's/#.*//' "$guest"/files/usr/share/berth/policy/modules "$guest"/containers/usr/share/berth/policy/modules-containers | sort -u)
for module in base $modules; do
	bzip2 -dc "$out/root/usr/share/selinux/default/$module.pp.bz2" >"$out/module.pp"
	"${loader[@]}" "$out/root/usr/libexec/selinux/hll/pp" "$out/module.pp" "$out/cil/$module.cil"
done
# As berth-install does in the guest (confine_builds).
sed -i '/^(typetransition container_engine_system_domain container_[a-z_]* process spc_t)$/d' "$out/cil/container.cil"
cp "$guest"/{files,containers}/usr/share/berth/policy/*.cil "$out/cil"
# As semodule in the guest: several declarations of a role, and no check of neverallow rules (expand-check=0 of Debian's semanage.conf).
printf '#!/bin/sh\nexec %s %s/root/usr/bin/secilc -N -m -M 1 -c 33 -o /dev/null -f /dev/null %s/cil/*.cil "$@"\n' "${loader[*]}" "$out" "$out" >"$out/compile"
chmod +x "$out/compile"
