import { CallTools } from './call-tools';
import { FieldTable } from './field-table';
import type { Call, CallParameter } from './list-calls';
import { SchemaLinks } from './schema-links';

/**
 * All there is to know of one call; folded, and opened by an address that names it. Its looks are those of the list around it, said
 * once: there are many calls.
 */
export function CallEntry({ call }: { call: Call }) {
  const { id, method, path, summary, scope, isPublic, parameters, body, answers } = call;
  return (
    <details>
      <summary>
        <code>
          <b>{method}</b>
          {` ${path}`}
        </code>{' '}
        {isPublic ? summary : `${summary} (token)`}
      </summary>
      <div id={id}>
        <p>
          {describeWho(isPublic, scope)} <a href={`#${id}`}>Link to this call</a>
        </p>
        {parameters.length > 0 && <Parameters parameters={parameters} />}
        {body && <Body body={body} />}
        {answers.map(({ status, description, schemas, fields }) => (
          <p key={status}>
            <b>{status}</b> {description} <SchemaLinks schemas={schemas} />
            {fields.length > 0 && <code>{fields.join(', ')}</code>}
          </p>
        ))}
        <CallTools command={call.command} readPath={call.readPath} />
      </div>
    </details>
  );
}

const Parameters = ({ parameters }: { parameters: readonly CallParameter[] }) => (
  <FieldTable
    title="Parameters"
    rows={parameters.map(({ note, in: where, ...row }) => ({
      ...row,
      note: [where === 'path' ? '' : `In the ${where}.`, note].filter(Boolean).join(' '),
    }))}
  />
);

function Body({ body: { type, rows, schemas } }: { body: NonNullable<Call['body']> }) {
  return (
    <>
      <p>
        Takes <code>{type}</code>:{' '}
        {schemas.length === 0 ? 'these fields.' : <SchemaLinks schemas={schemas} />}
      </p>
      {rows.length > 0 && <FieldTable title="Body" rows={rows} />}
    </>
  );
}

function describeWho(isPublic: boolean, scope: string | null): string {
  if (scope === null) return 'For everybody.';
  return isPublic
    ? `For everybody; a token with the scope ${scope} may see more.`
    : `Needs a token with the scope ${scope}.`;
}
