/** The entries of a lock file by their paths. */
type Packages = Readonly<Record<string, object>>;
export function closure(packages: Packages, workspaces: readonly string[]): ReadonlySet<string>;
export function everything(packages: Packages): ReadonlySet<string>;
export function isInstalled(installed: Packages, packages: Packages, paths: Iterable<string>): boolean;
