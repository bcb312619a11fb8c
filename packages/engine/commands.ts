/** The commands of the engine, as its command line names them. */
export const commands = [
  "preview",
  "up",
  "refresh",
  "destroy",
  "import",
  "outputs",
  "stack rm",
  "cancel",
  "state list",
  "state delete",
  "state unprotect",
] as const;
export type Command = (typeof commands)[number];
