#!/bin/sh
# install-packages.sh FOLDER: gives this machine the packages that FOLDER says, and the user of the service that needs them. Safe to
# repeat after an end at any point. Prints a line a step.
#   plan      a line a value, NAME=value
#   settings/ files laid over the root before packages are installed
set -eu

work=$1
home=''

main() {
	SERVICE=$(value SERVICE) ACCOUNT=$(value ACCOUNT) OWNER=$(value OWNER) GROUP=$(value GROUP)
	home=/opt/berth/$SERVICE
	mkdir -p "$home"
	make_account
	install_packages
}

value() { sed -n "s/^$1=//p" "$work/plan"; }

make_account() {
	if ! getent group "$GROUP" >/dev/null; then groupadd --gid "$GROUP" "$ACCOUNT"; fi
	if getent passwd "$OWNER" >/dev/null; then return; fi
	useradd --uid "$OWNER" --gid "$GROUP" --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$ACCOUNT"
}

# What a package starts of its own would be beside the service. Which packages are new is written down first, for after an interruption.
install_packages() {
	rm -f /usr/sbin/policy-rc.d
	missing=''
	for package in $(value PACKAGES); do
		if [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null)" != installed ]; then
			missing="$missing $package"
		fi
	done
	if [ -z "$missing" ] && [ ! -e "$home/packages-before" ]; then return; fi
	step "installing$missing"
	if [ -d "$work/settings" ]; then cp -R "$work/settings/." /; fi
	if [ ! -e "$home/packages-before" ]; then
		dpkg-query --show --showformat '${Package}\n' | sort >"$home/packages-before.new"
		mv "$home/packages-before.new" "$home/packages-before"
	fi
	printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
	chmod 0755 /usr/sbin/policy-rc.d
	finish_packages
	apt update -o APT::Update::Error-Mode=any
	# shellcheck disable=SC2086 # one word a package
	apt install --no-install-recommends -o Dpkg::Options::=--force-confold -- $missing
	apt clean
	rm -f /usr/sbin/policy-rc.d
	mask_new_units
	rm "$home/packages-before"
}

# What an end in the middle of dpkg left half done, apt-get refuses to go on from. A package that is at fault says so below.
finish_packages() {
	DEBIAN_FRONTEND=noninteractive SYSTEMD_OFFLINE=1 dpkg --force-confold --configure -a >"/run/berth-$SERVICE-apt.log" 2>&1 || true
}

# Each package would have systemd read all units again.
apt() {
	DEBIAN_FRONTEND=noninteractive SYSTEMD_OFFLINE=1 \
		apt-get --quiet --yes -o Acquire::Retries=5 -o DPkg::Lock::Timeout=300 "$@" >"/run/berth-$SERVICE-apt.log" 2>&1 ||
		fail "apt-get $1: $(tail -n 8 "/run/berth-$SERVICE-apt.log")"
}

mask_new_units() {
	dpkg-query --show --showformat '${Package}\n' | sort | comm -13 "$home/packages-before" - | xargs --no-run-if-empty dpkg --listfiles |
		sed -nE 's,^(/usr)?/lib/systemd/system/([^/]+\.(service|socket|timer|path))$,\2,p' | sort -u |
		xargs --no-run-if-empty systemctl --quiet mask --now
}

step() { echo "step: $1"; }

fail() {
	echo "install-packages: $1" >&2
	exit 1
}

main
