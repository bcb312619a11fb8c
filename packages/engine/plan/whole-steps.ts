interface Planned {
  readonly operation: string;
  readonly urn: string;
}

/** What Pulumi plans as steps of their own and a person counts as one replacement. */
const halves: ReadonlySet<string> = new Set([
  "create-replacement",
  "read-replacement",
  "import-replacement",
  "delete-replaced",
  "discard-replaced",
  "remove-pending-replace",
]);

/**
 * The steps without halves of replacements. What goes because something that it depends on is replaced first is such a
 * half; where the program no longer has it, no whole step follows, and its end would be told by nobody: here it is a
 * deletion. The CLI lists halves with --show-replacement-steps only.
 */
export function wholeSteps<Step extends Planned>(steps: readonly Step[]): readonly Step[] {
  const whole = new Set(steps.filter(({ operation }) => !halves.has(operation)).map(({ urn }) => urn));
  return steps.flatMap((step) => {
    if (!halves.has(step.operation)) return [step];
    return step.operation === "delete-replaced" && !whole.has(step.urn) ? [{ ...step, operation: "delete" }] : [];
  });
}
