/** What a reader may expect of such a site, and does not find here today. */
export function NotYet() {
  return (
    <ul>
      <li>
        <b>Standing evaluation</b> of frozen models on new rounds; models that run here instead of prediction
        files.
      </li>
    </ul>
  );
}
