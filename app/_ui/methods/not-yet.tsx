/** What a reader may expect of such a site, and does not find here today. */
export function NotYet() {
  return (
    <ul>
      <li>
        <b>The guarded ladder and the budget</b> as policies of a round.
      </li>
      <li>
        <b>Standing evaluation</b> of frozen models on new rounds; models that run here instead of prediction
        files.
      </li>
    </ul>
  );
}
