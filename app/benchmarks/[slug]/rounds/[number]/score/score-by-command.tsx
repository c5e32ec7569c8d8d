/** The same numbers from a shell, to the last digit. */
export function ScoreByCommand({ roundUrl }: { roundUrl: string }) {
  return (
    <section className="step">
      <div className="sec-head">
        <h2>By command</h2>
        <p className="small muted">the same numbers, by the same code</p>
      </div>
      <pre className="code">
        <code>npm run score -- --round {roundUrl} predictions.csv</code>
      </pre>
      <p className="small muted after">
        In a checkout of Tidemark; <code>--json</code> prints them for programs, and a downloaded{' '}
        <code>archive.json</code> or zip does instead of the address.
      </p>
    </section>
  );
}
