/** Scores by slice: what is published of them, and what isn't. */
export function Slices() {
  return (
    <>
      <p>
        A host may name up to three columns of up to 50 values, such as region or time of day. They are sealed
        with the labels and are no inputs. After the official ranking each model gets a score and interval in
        each slice of the final split. Two models are compared by the ranking’s test, with Holm’s correction
        over the slices shown.
      </p>
      <p>
        Values under 30 final items become “other”. A slice under 30 items, or under 10 of a class, has no
        score. Nor has one inside another published set that leaves too few items of it for a score: both
        scores together would give single labels away. A column that follows the label (Cramér’s V above .5)
        waits for the reveal.
      </p>
    </>
  );
}
