#!/bin/sh
# apply-unit.sh FOLDER: makes a service of this machine what FOLDER says and waits until it is healthy; if that fails, goes back to the
# release, and the secrets, that were. Safe to repeat after an end at any point: what is done is left alone. Prints a line a step.
#   plan      a line a value, NAME=value
#   release/  unit, hosts, firewall, healthcheck, files/; absent when the machine has the release
#   secrets/  one file a secret
set -eu

work=$1
home='' unit=''

main() {
	# Whoever asked may be gone: going back does not end at a word that nobody hears.
	trap '' PIPE
	SERVICE=$(value SERVICE) RELEASE=$(value RELEASE) OWNER=$(value OWNER) GROUP=$(value GROUP)
	home=/opt/berth/$SERVICE unit=berth-$SERVICE.service
	mkdir -p "$home/releases"
	make_folders
	unpack_release
	digest=$(digest_of_secrets)
	if is_applied; then return; fi
	# From here on nothing counts as applied: after an end at any point the next run sees that.
	if [ -e "$home/applied" ]; then mv "$home/applied" "$home/earlier"; fi
	earlier=$(cut -d' ' -f1 "$home/earlier" 2>/dev/null || true)
	keep_secrets
	step "starting release $RELEASE"
	if switch_to "$RELEASE" && await_health; then
		settle
		return
	fi
	words=$(report || true)
	go_back
	exit 1
}

value() { sed -n "s/^$1=//p" "$work/plan"; }

make_folders() {
	for folder in $(value MOUNT_POINTS); do
		if [ ! -d "$folder" ]; then mkdir -p "$folder" && restorecon "$folder"; fi
	done
	for volume in $(value VOLUMES); do
		mkdir -p "${volume%/*}"
		# Also one that an interrupted run had only begun.
		install -d -m 0700 -o "$OWNER" -g "$GROUP" "$volume"
		restorecon "${volume%/*}" "$volume"
	done
}

# In place whole or not at all.
unpack_release() {
	release=$home/releases/$RELEASE
	if [ -d "$release" ]; then return; fi
	if [ ! -d "$work/release" ]; then fail "release $RELEASE is neither here nor sent"; fi
	rm -rf "$release.new"
	cp -R "$work/release" "$release.new"
	chown -R root:root "$release.new"
	chmod -R u=rwX,go=rX "$release.new"
	restorecon -R "$home"
	sync
	mv -T "$release.new" "$release"
}

# What tells these secrets from others; of a password of a machine's making it gives nothing away.
digest_of_secrets() {
	(cd "$work/secrets" && find . -type f | sort | xargs --no-run-if-empty sha256sum | sha256sum | cut -c1-16)
}

is_applied() {
	[ "$(cat "$home/applied" 2>/dev/null || true)" = "$RELEASE $digest" ] &&
		[ "$(readlink "$home/current")" = "releases/$RELEASE" ] &&
		cmp -s "$home/current/unit" "/etc/systemd/system/$unit" &&
		cmp -s "$home/current/firewall" "/etc/nftables.d/service-$SERVICE.nft" &&
		systemctl --quiet is-active "$unit" && is_healthy
}

# $home/secrets says which are on the disk. Those that ran stay beside them until the new ones are known to work.
keep_secrets() {
	if [ "$(cat "$home/secrets" 2>/dev/null || true)" = "$digest" ]; then return; fi
	install -d -m 0700 /etc/credstore.encrypted
	for secret in $(cd "$work/secrets" && find . -type f -printf '%f\n'); do
		file=/etc/credstore.encrypted/berth-$SERVICE.$secret
		SYSTEMD_LOG_LEVEL=err systemd-creds encrypt --quiet --with-key=host --name="$secret" "$work/secrets/$secret" "$file.new"
		chmod 0600 "$file.new"
		if [ -e "$file" ] && [ ! -e "$file.earlier" ]; then mv "$file" "$file.earlier"; fi
		mv "$file.new" "$file"
	done
	echo "$digest" >"$home/secrets"
}

earlier_secrets() { find /etc/credstore.encrypted -name "berth-$SERVICE.*.earlier" 2>/dev/null || true; }

restore_secrets() {
	earlier_secrets | while read -r file; do mv "$file" "${file%.earlier}"; done
	cut -d' ' -f2 "$home/earlier" >"$home/secrets"
}

# Each step only after the one before it: a command that fails here has to lead back, not to the end.
switch_to() {
	started=$(date +%s)
	ln -sfn "releases/$1" "$home/current.new" &&
		mv -T "$home/current.new" "$home/current" &&
		name_peers &&
		lay "$home/current/firewall" "/etc/nftables.d/service-$SERVICE.nft" &&
		lay "$home/current/unit" "/etc/systemd/system/$unit" &&
		restorecon /etc/hosts "/etc/nftables.d/service-$SERVICE.nft" "/etc/systemd/system/$unit" &&
		nft -f /etc/nftables.conf &&
		systemctl daemon-reload &&
		systemctl --quiet enable "$unit" || return 1
	# Whether it started, its health says.
	systemctl restart "$unit" || true
}

# Whole or not at all: half a rule would leave the next boot without a firewall.
lay() { install -D -m 0644 "$1" "$2.new" && sync "$2.new" && mv "$2.new" "$2"; }

name_peers() {
	{
		sed "/^# berth $SERVICE$/,/^# end $SERVICE$/d" /etc/hosts &&
			echo "# berth $SERVICE" &&
			cat "$home/current/hosts" &&
			echo "# end $SERVICE"
	} >/etc/hosts.new && mv /etc/hosts.new /etc/hosts
}

await_health() {
	end=$(($(date +%s) + $(value HEALTH_LIMIT)))
	while [ "$(date +%s)" -lt "$end" ]; do
		if is_healthy; then return 0; fi
		# One that fell over three times will go on so.
		if [ "$(systemctl show --property=NRestarts --value "$unit")" -ge 3 ]; then return 1; fi
		sleep "$(value HEALTH_EVERY)"
	done
	return 1
}

is_healthy() {
	systemctl --quiet is-active "$unit" &&
		setpriv --reuid="$OWNER" --regid="$GROUP" --clear-groups "$home/current/healthcheck" >/dev/null 2>&1
}

# What runs is on the disk before it is called so. The release that ran before stays, for who goes back.
settle() {
	echo "$RELEASE $digest" >"$home/applied.new"
	sync
	mv "$home/applied.new" "$home/applied"
	rm -f "$home/earlier"
	earlier_secrets | xargs --no-run-if-empty rm
	if [ "$earlier" = "$RELEASE" ]; then return; fi
	for release in "$home"/releases/*; do
		case "${release##*/}" in "$RELEASE" | "$earlier") ;; *) rm -rf "$release" ;; esac
	done
}

report() {
	echo "release $RELEASE of $SERVICE did not get healthy ($(systemctl show --property=Result,NRestarts --value "$unit" | paste -sd' ') restarts); its last lines:"
	journalctl --unit="$unit" --since="@$started" --lines=15 --no-pager --output=cat
}

go_back() {
	if [ -z "$earlier" ] || [ ! -d "$home/releases/$earlier" ]; then
		systemctl stop "$unit"
		outcome="there is no earlier release: $unit is stopped"
	elif [ "$earlier" = "$RELEASE" ] && [ -z "$(earlier_secrets)" ]; then
		outcome="it is the release that ran before: it goes on trying"
	else
		restore_secrets
		if switch_to "$earlier" && await_health; then
			mv "$home/earlier" "$home/applied"
			outcome="release $earlier runs again"
		else
			outcome="release $earlier is back, and not healthy either"
		fi
	fi
	printf '%s\n' "$words" "$outcome" >&2 || true
}

step() { echo "step: $1"; }

fail() {
	echo "apply-unit: $1" >&2
	exit 1
}

main
