import { CodeBlock } from '@/app/_ui/controls/code-block';

/** The same submission from a shell: for scripts, and for browsers without JavaScript. */
export function SubmitByCommand({ slug, siteUrl }: { slug: string; siteUrl: string }) {
  const command = `curl -H "Authorization: Bearer $TIDEMARK_TOKEN" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -F 'metadata={"model": "my model", "version": "1"}' \\
  -F file=@predictions.csv \\
  ${siteUrl}/api/v1/benchmarks/${slug}/submissions`;
  return (
    <details className="mt-s4">
      <summary>Submit by command</summary>
      <div className="my-s2">
        <CodeBlock>{command}</CodeBlock>
      </div>
      <p className="text-small text-ink-2">
        With <code>?dry_run=true</code> after the address it is only checked, for free. A token comes from the{' '}
        <a href="/settings">settings</a>.
      </p>
    </details>
  );
}
