/** A fault that the user can correct: printed without a stack trace. The message names the cause and what to do. */
export class UsageError extends Error {}
