export interface PolicyText {
  readonly name: string;
  readonly cil: string;
  /** Hex SHA-256 of `cil`. */
  readonly digest: string;
}

/**
 * Loads modules in one transaction; those that are loaded with the same text (semodule knows their hash) are left out.
 * Reads `loadInput` on stdin. Run by the administrator; names are [a-z0-9_], nothing in them is special to a shell.
 */
export const loadScript = `sudo sh -euc '
folder=$(mktemp -d)
trap "rm -rf $folder" EXIT
cd "$folder"
# Not semodule itself: its domain may not write to a folder in /tmp.
modules=$(semodule -l -m)
echo "$modules" >loaded
set --
while read -r name digest text; do
  if grep -qE "^$name +sha256:$digest\\$" loaded; then continue; fi
  echo "$text" | base64 -d >"$name.cil"
  set -- "$@" "$name.cil"
done
if [ $# -gt 0 ]; then semodule -i "$@"; fi
'`;

/** One line a module: name, digest, text in base64. */
export function loadInput(modules: readonly PolicyText[]): string {
  return modules.map(({ name, digest, cil }) => `${name} ${digest} ${Buffer.from(cil).toString("base64")}\n`).join("");
}

/** Exit code 0: the module is there, 1: it is not. Looks at the policy's folder: semodule itself takes a second. */
export function presenceScript(name: string): string {
  return `sudo sh -c 'ls -d /var/lib/selinux/*/active/modules/*/${name} >/dev/null 2>&1 || exit 1'`;
}

/** Removes a module; one that is not there is fine. */
export function removeScript(name: string): string {
  return `sudo sh -euc 'if semodule -l | grep -qx "${name}"; then semodule -r ${name}; fi'`;
}
