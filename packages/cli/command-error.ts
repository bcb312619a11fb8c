/** A fault of what was asked, not of Berth: printed without a stack trace. The message says what to do. */
export class CommandError extends Error {}
