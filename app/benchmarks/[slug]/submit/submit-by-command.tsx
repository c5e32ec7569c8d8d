import { CodeBlock } from '@/app/_ui/controls/code-block';
import type { SubmissionKind } from '@/lib/core/benchmark';

/** The same submission from a shell: for scripts, and for browsers without JavaScript. */
export function SubmitByCommand({
  slug,
  siteUrl,
  kind,
}: {
  slug: string;
  siteUrl: string;
  kind: SubmissionKind;
}) {
  const [metadata, file] =
    kind === 'onnx'
      ? ['{"kind": "onnx", "model": "my model", "version": "1"}', 'model.onnx']
      : ['{"model": "my model", "version": "1"}', 'predictions.csv'];
  const command = `curl -H "Authorization: Bearer $TIDEMARK_TOKEN" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -F 'metadata=${metadata}' \\
  -F file=@${file} \\
  ${siteUrl}/api/v1/benchmarks/${slug}/submissions`;
  return (
    <details className="mt-s4">
      <summary>Submit by command</summary>
      <div className="my-s2">
        <CodeBlock>{command}</CodeBlock>
      </div>
      <p className="text-small text-ink-2">
        With <code>?dry_run=true</code> after the address it is only{' '}
        {kind === 'predictions' ? 'checked' : 'run on the public sample'}, for free. A token comes from the{' '}
        <a href="/settings">settings</a>.
      </p>
    </details>
  );
}
