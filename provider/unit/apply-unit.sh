#!/bin/sh
# apply-unit.sh FOLDER: makes a service of this machine what FOLDER says and waits until it is healthy; if that fails, goes back to the
# release that was. Safe to repeat after an end at any point: what is done is left alone. Prints a line a step.
#   plan      a line a value, NAME=value
#   release/  unit, hosts, firewall, healthcheck, files/; absent when the machine has the release
#   secrets/  one file a secret
set -eu

work=$1
home='' unit=''

main() {
	SERVICE=$(value SERVICE) RELEASE=$(value RELEASE) OWNER=$(value OWNER) GROUP=$(value GROUP)
	home=/opt/berth/$SERVICE unit=berth-$SERVICE.service
	mkdir -p "$home/releases"
	make_folders
	unpack_release
	wanted="$RELEASE $(keep_secrets)"
	if is_applied; then return; fi
	earlier=$(cut -d' ' -f1 "$home/applied" 2>/dev/null || true)
	step "starting release $RELEASE"
	switch_to "$RELEASE"
	if await_health; then
		echo "$wanted" >"$home/applied"
		prune
		return
	fi
	report
	go_back
	exit 1
}

value() { sed -n "s/^$1=//p" "$work/plan"; }

make_folders() {
	for folder in $(value MOUNT_POINTS); do
		if [ ! -d "$folder" ]; then mkdir -p "$folder" && restorecon "$folder"; fi
	done
	for volume in $(value VOLUMES); do
		if [ -d "$volume" ]; then continue; fi
		mkdir -p "${volume%/*}"
		install -d -m 0700 -o "$OWNER" -g "$GROUP" "$volume"
		restorecon -R "${volume%/*}"
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

# Prints what tells these secrets from others. A line that only root reads: a password of a machine's making has no dictionary.
keep_secrets() {
	folder=/etc/credstore.encrypted
	digest=$(cd "$work/secrets" && find . -type f | sort | xargs --no-run-if-empty sha256sum | sha256sum | cut -c1-16)
	install -d -m 0700 "$folder"
	for secret in $(cd "$work/secrets" && find . -type f -printf '%f\n'); do
		file=$folder/berth-$SERVICE.$secret
		if [ -e "$file" ] && grep -q " $digest$" "$home/applied" 2>/dev/null; then continue; fi
		SYSTEMD_LOG_LEVEL=err systemd-creds encrypt --quiet --with-key=host --name="$secret" "$work/secrets/$secret" "$file.new"
		chmod 0600 "$file.new"
		mv "$file.new" "$file"
	done
	echo "$digest"
}

is_applied() {
	[ "$(cat "$home/applied" 2>/dev/null || true)" = "$wanted" ] && [ "$(readlink "$home/current")" = "releases/$RELEASE" ] &&
		systemctl --quiet is-active "$unit" && is_healthy
}

switch_to() {
	ln -sfn "releases/$1" "$home/current.new"
	mv -T "$home/current.new" "$home/current"
	name_peers
	install -D -m 0644 "$home/current/firewall" "/etc/nftables.d/service-$SERVICE.nft"
	install -m 0644 "$home/current/unit" "/etc/systemd/system/$unit"
	restorecon /etc/hosts "/etc/nftables.d/service-$SERVICE.nft" "/etc/systemd/system/$unit"
	nft -f /etc/nftables.conf
	systemctl daemon-reload
	systemctl --quiet enable "$unit"
	started=$(date +%s)
	# Whether it started, its health says.
	systemctl restart "$unit" || true
}

name_peers() {
	{
		sed "/^# berth $SERVICE$/,/^# end $SERVICE$/d" /etc/hosts
		echo "# berth $SERVICE"
		cat "$home/current/hosts"
		echo "# end $SERVICE"
	} >/etc/hosts.new
	mv /etc/hosts.new /etc/hosts
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

report() {
	{
		echo "release $(readlink "$home/current" | sed 's,.*/,,') of $SERVICE did not get healthy ($(systemctl show --property=Result,NRestarts --value "$unit" | paste -sd' ') restarts); its last lines:"
		journalctl --unit="$unit" --since="@$started" --lines=15 --no-pager --output=cat
	} >&2
}

go_back() {
	if [ -z "$earlier" ] || [ "$earlier" = "$RELEASE" ] || [ ! -d "$home/releases/$earlier" ]; then
		systemctl stop "$unit"
		echo "there is no earlier release: $unit is stopped" >&2
	else
		switch_to "$earlier"
		if await_health; then echo "release $earlier runs again" >&2; else echo "release $earlier is back, and not healthy either" >&2; fi
	fi
}

# The release that runs and the one before it stay.
prune() {
	for release in "$home"/releases/*; do
		case "${release##*/}" in "$RELEASE" | "$earlier") ;; *) rm -rf "$release" ;; esac
	done
}

step() { echo "step: $1"; }

fail() {
	echo "apply-unit: $1" >&2
	exit 1
}

main
