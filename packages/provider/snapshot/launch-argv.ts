/** QEMU's command line for a machine whose memory is loaded by QMP, and that stays paused until it is told to go on by `cont`. */
export function incomingArgv(argv: readonly string[]): readonly string[] {
  return [...argv, "-incoming", "defer", "-S"];
}

/** QEMU's command line for a boot after the first: what the credentials are for is on the root disk since then. */
export function rebootArgv(argv: readonly string[]): readonly string[] {
  return argv.filter((word, index) => word !== "-smbios" && argv[index - 1] !== "-smbios");
}

/** The credential files that a command line names. */
export function credentialPaths(argv: readonly string[]): readonly string[] {
  const values = argv.filter((_, index) => argv[index - 1] === "-smbios");
  return values.flatMap((value) => {
    const path = /(?:^|,)path=((?:[^,]|,,)*)/.exec(value)?.[1];
    return path === undefined ? [] : [path.replaceAll(",,", ",")];
  });
}
