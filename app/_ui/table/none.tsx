/** Where a record has nothing. On a narrow window, where each field has a line of its own, the line is left out. */
export function None() {
  return (
    <span data-none className="text-ink-3">
      <span aria-hidden="true">–</span>
      <span className="sr-only">none</span>
    </span>
  );
}
