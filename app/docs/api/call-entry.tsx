import { CodeBlock } from '@/app/_ui/controls/code-block';
import { CopyButton } from '@/app/_ui/forms/copy-button';
import type { Call } from './list-calls';
import { SchemaTable } from './schema-table';
import { TryCall } from './try-call';

/** All there is to know of one call; folded, and opened by an address that names it. */
export function CallEntry({ call }: { call: Call }) {
  const { id, method, path, summary, scope, isPublic, parameters, body, answers } = call;
  return (
    <details className="group/fold border-t border-rule py-s3 last:border-b">
      <summary className="cursor-pointer text-small text-ink-2 wrap-anywhere">
        <code className="text-ink">
          <b className="font-semibold">{method}</b> {path}
        </code>{' '}
        {summary}
      </summary>
      <div id={id} className="grid scroll-mt-s8 gap-s3 pt-s3 pb-s2 text-small text-ink-2">
        <p>
          {describeWho(isPublic, scope)} <a href={`#${id}`}>Link to this call</a>
        </p>
        {parameters.length > 0 && (
          <SchemaTable
            title="Parameters"
            rows={parameters.map(({ note, in: where, ...row }) => ({
              ...row,
              note: [where === 'path' ? '' : `In the ${where}.`, note].filter(Boolean).join(' '),
            }))}
          />
        )}
        {body && <SchemaTable title={`Body: ${body.type}`} rows={body.rows} />}
        {answers.map(({ status, description, rows }) => (
          <div key={status}>
            <p>
              <b className="font-semibold text-ink">{status}</b> {description}
            </p>
            {rows.length > 0 && (
              <p className="wrap-anywhere">
                <code>{rows.map(({ name }) => name).join(', ')}</code>
              </p>
            )}
          </div>
        ))}
        <div className="flex items-start gap-s3 max-phone:flex-col">
          <CodeBlock>{call.command}</CodeBlock>
          <CopyButton text={call.command}>Copy</CopyButton>
        </div>
        {call.readPath !== null && <TryCall path={call.readPath} />}
      </div>
    </details>
  );
}

function describeWho(isPublic: boolean, scope: string | null): string {
  if (scope === null) return 'For everybody.';
  return isPublic
    ? `For everybody; a token with the scope ${scope} may see more.`
    : `Needs a token with the scope ${scope}.`;
}
