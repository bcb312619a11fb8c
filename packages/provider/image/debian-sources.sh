# shellcheck shell=bash
# Where Debian comes from on this system, for another release of it.

# Prints the sources.list lines for a release: the same mirrors that this system's own apt is set to.
debian_sources() {
	local archive security
	archive=$(debian_mirror "$(host_release)")
	security=$(debian_mirror "$(host_release)-security")
	if [ -z "$archive" ]; then
		echo "no Debian mirror in this system's apt configuration: the image is built from the mirror that this system uses" >&2
		return 1
	fi
	echo "deb $archive $1 main"
	echo "deb $archive $1-updates main"
	if [ -n "$security" ]; then echo "deb $security $1-security main"; fi
}

# The mirror of one suite of this system, without a trailing slash; nothing when there is none.
debian_mirror() {
	# shellcheck disable=SC2016 # the names are apt's
	apt-get indextargets --format '$(RELEASE) $(REPO_URI) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
		awk -v suite="$1" '$1 == suite && $3 == "main" { sub(/\/$/, "", $2); print $2; exit }'
}

host_release() { (. /etc/os-release && echo "$VERSION_CODENAME"); }

# Prints the apt settings that reaching the mirror depends on here, in apt.conf's syntax.
debian_apt_settings() {
	apt-config dump --format '%F "%v";%n' |
		grep -E '^Acquire::(http::Proxy|https::Proxy|Check-Valid-Until|Check-Date|https::CAInfo) ' || true
}
