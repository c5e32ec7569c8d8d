import type { RowFacts } from './row-facts';

/** The form below the table that the boxes of its rows belong to. */
export const pickFormId = 'compare-models';

/** Before the name of the model, in what a box is called. */
export const pickWord = 'Compare';

/** Ticks a ranked model for the comparison. */
export function PickBox({ row: { slug, model }, isPicked }: { row: RowFacts; isPicked: boolean }) {
  return (
    <input
      // A link may have led to other picks.
      key={String(isPicked)}
      type="checkbox"
      form={pickFormId}
      name="model"
      value={slug}
      defaultChecked={isPicked}
      aria-label={`${pickWord} ${model}`}
      className="block size-16 accent-sea"
    />
  );
}
