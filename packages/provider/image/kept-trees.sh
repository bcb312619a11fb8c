# shellcheck shell=bash
# shellcheck disable=SC2154 # build.sh and image-builder.sh set what is read here: here, recipe, out, release, partial, tree
# The packages of images that were built lately, so that a file of the machine that changes has no packages unpacked again. They
# are kept for a day: no image is made of packages that are older.

# has_trees: sets `kept` to the folder of this recipe's packages, and is true if they are there.
has_trees() {
	local parts
	parts=$(find "$here" "$recipe/packages" "$partial/sources.list" "$partial/apt.conf" -type f | sort | xargs cat | sha256sum)
	kept=$(dirname "$out")/.trees/$release-${parts:0:24}
	[ -n "$(find "$kept" -maxdepth 0 -mmin -1440 2>/dev/null)" ]
}

unpack_trees() {
	mkdir "$tree"
	tar --extract --zstd --file "$kept/tree.tar.zst" --directory "$tree" --xattrs --xattrs-include='*' --numeric-owner
	if [ -e "$kept/base.tar" ]; then cp "$kept/base.tar" "$partial/base.tar"; fi
}

keep_trees() {
	local new=$partial/kept
	mkdir -p "$(dirname "$kept")" "$new"
	tar --create --file - --directory "$tree" --xattrs --xattrs-include='*' --numeric-owner . | zstd -q -1 -T0 -o "$new/tree.tar.zst"
	if [ -e "$partial/base.tar" ]; then cp "$partial/base.tar" "$new/base.tar"; fi
	find "$(dirname "$kept")" -mindepth 1 -maxdepth 1 -mmin +1440 -exec rm -rf -- {} +
	rm -rf -- "$kept"
	mv -- "$new" "$kept"
	# Who owns the folder of the images may empty it.
	chown -R --reference="$(dirname "$out")" "$(dirname "$kept")"
}
