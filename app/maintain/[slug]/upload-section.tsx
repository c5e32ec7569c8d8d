import { UploadTestSet } from './upload-test-set';

/** The next test set: a form with scripts, a command without. */
export function UploadSection({
  slug,
  siteUrl,
  sealed,
}: {
  slug: string;
  siteUrl: string;
  /** Rounds that an upload may replace. */
  sealed: readonly { number: number; title: string }[];
}) {
  const command = `curl -H "Authorization: Bearer $TIDEMARK_TOKEN" \\
  -F 'metadata={"title": "June 2001"}' \\
  -F test_set=@june.csv \\
  ${siteUrl}/api/v1/benchmarks/${slug}/rounds`;
  return (
    <section className="sec" id="next-test-set">
      <div className="sec-head">
        <h2>Next test set</h2>
        <p className="small muted">
          sealed to the scorer as it arrives: this site keeps no copy that it could read
        </p>
      </div>
      <UploadTestSet slug={slug} sealed={sealed} />
      <noscript>
        <p className="muted after">
          The form needs JavaScript. Without it, upload with a token from the settings:
        </p>
      </noscript>
      <details className="after">
        <summary>By command</summary>
        <pre className="code">
          <code>{command}</code>
        </pre>
      </details>
    </section>
  );
}
