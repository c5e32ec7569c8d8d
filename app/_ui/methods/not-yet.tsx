/** What a reader may expect of such a site, and does not find here today. */
export function NotYet() {
  return (
    <ul>
      <li>
        <b>Freshness and exposure.</b> Neither is measured; every benchmark is shown as unproven, and only a
        revealed round as retired.
      </li>
      <li>
        <b>The guarded ladder</b>, a policy that answers only significant improvements.
      </li>
      <li>
        <b>Scores equated across rounds.</b> Rounds differ in difficulty: compare models within a round.
      </li>
      <li>
        <b>Standing evaluation</b> of frozen models on new rounds; models that run here instead of prediction
        files.
      </li>
    </ul>
  );
}
