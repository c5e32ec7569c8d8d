/** Scores by slice: what is published of them, and what isn't. */
export function Slices() {
  return (
    <>
      <p>
        A host may name up to three columns of the test set, such as region or time of day, of up to 50 values
        each. They are sealed with the labels and are no inputs. After the official ranking, each model gets
        its score and interval in each slice of the final split. Two models are compared by the paired test of
        the ranking, with Holm’s correction over all slices that are shown.
      </p>
      <p>
        Values under 30 final items are merged as “other”. A slice of under 30 items, or under 10 of a class,
        has no score. Nor has one that lies in another published set of items and leaves items of it that are
        too few for a score: the two scores together would tell single labels. Slices of one column inside the
        same set count together. A column whose values follow the label (Cramér’s V above .5) waits for the
        reveal.
      </p>
    </>
  );
}
