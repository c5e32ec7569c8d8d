'use client';

import { Fragment, type RefObject, useEffect, useRef, useState } from 'react';
import { Button } from '@/app/_ui/controls/button';
import { CodeBlock } from '@/app/_ui/controls/code-block';
import { CopyButton } from '@/app/_ui/forms/copy-and-save-buttons';
import type { Call, NamedSchema, Noun, SchemaRow, SchemaUse } from './list-calls';

/**
 * The calls of the API, grouped by resource and each folded; the browser unfolds a call for a link to its id. These are client
 * components, since the HTML of a server component is sent a second time in the page's payload. Styles are on the container, so
 * that they aren't repeated for each call.
 */
export const CallFolds = ({ nouns }: { nouns: readonly Noun[] }) => (
  <div className={looks}>
    {nouns.map(({ name, description, calls }) => (
      <Fragment key={name}>
        <h3>{name}</h3>
        <p>{description}</p>
        {calls.map((call) => (
          <CallEntry key={call.id} call={call} />
        ))}
      </Fragment>
    ))}
  </div>
);

/** The schemas of request and response bodies. */
export const SchemaFolds = ({ schemas }: { schemas: readonly NamedSchema[] }) => (
  <div className={looks}>
    {schemas.map(({ name, rows }) => (
      <details key={name}>
        <summary>
          <code>
            <b>{name}</b>
          </code>
        </summary>
        <div id={name}>
          <FieldTable title={name} rows={rows} />
        </div>
      </details>
    ))}
  </div>
);

function CallEntry({ call }: { call: Call }) {
  const { id, method, path, summary, description, isPublic, parameters, body, responses, errors } = call;
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
          {description} {describeCallers(call)} <a href={`#${id}`}>Link to this call</a>
        </p>
        {parameters.length > 0 && <FieldTable title="Parameters" rows={parameters} />}
        {body && (
          <p>
            Takes <code>{body.type}</code>:{' '}
            {body.schemas.length === 0 ? 'these fields.' : <SchemaLinks schemas={body.schemas} />}
          </p>
        )}
        {body && body.rows.length > 0 && <FieldTable title="Body" rows={body.rows} />}
        {responses.map((response) => (
          <p key={response.status}>
            <b>{response.status}</b> {response.description} <SchemaLinks schemas={response.schemas} />
            {response.fields.length > 0 && <code>{response.fields.join(', ')}</code>}
          </p>
        ))}
        {errors.length > 0 && (
          <p>
            Errors:{' '}
            {errors.map((code, i) => (
              <Fragment key={code}>
                {i > 0 && ', '}
                <a href={`#${code}`}>{code}</a>
              </Fragment>
            ))}
          </p>
        )}
        <CallTools command={call.command} readPath={call.readPath} />
      </div>
    </details>
  );
}

function describeCallers({ isPublic, scope }: Call): string {
  if (scope === null) return 'Public.';
  return isPublic
    ? `Public; a token with the scope ${scope} may see more.`
    : `Needs a token with the scope ${scope}.`;
}

const FieldTable = ({ title, rows }: { title: string; rows: readonly SchemaRow[] }) => (
  <table aria-label={title}>
    <tbody>
      {rows.map(({ name, type, isRequired, note }) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td>{`${type}${isRequired ? '' : ', may be left out'}${note && `. ${note}`}`}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

const SchemaLinks = ({ schemas }: { schemas: readonly SchemaUse[] }) =>
  schemas.map(({ name, isList }, i) => (
    <Fragment key={name}>
      {i > 0 && ' or '}
      {isList && 'A page with items of '}
      <a href={`#${name}`}>{name}</a>
    </Fragment>
  ));

const looks =
  '[&_h3]:pt-s5 [&_h3]:capitalize [&>p]:pb-s2 [&_details]:border-t [&_details]:border-rule [&_details]:py-s2 [&_details:not(:has(+details))]:border-b [&_summary]:cursor-pointer [&_summary]:text-small [&_summary]:text-ink-2 [&_summary]:wrap-anywhere [&_summary_code]:text-ink [&_details>div]:grid [&_details>div]:scroll-mt-s8 [&_details>div]:gap-s3 [&_details>div]:pt-s3 [&_details>div]:pb-s2 [&_details>div]:text-small [&_details>div]:text-ink-2 [&_b]:font-semibold [&_p_b]:text-ink [&_th]:w-[26%] [&_th]:border-t [&_th]:border-rule [&_th]:py-4 [&_th]:pr-s3 [&_th]:align-baseline [&_th]:as-code [&_th]:font-normal [&_th]:text-ink [&_th]:wrap-anywhere max-phone:[&_th]:w-[42%] [&_td]:border-t [&_td]:border-rule [&_td]:py-4 [&_td]:align-baseline [&_td]:wrap-anywhere [&_a]:wrap-anywhere [&_pre]:min-w-0 [&_pre]:border [&_pre]:border-rule [&_pre]:bg-well [&_pre]:px-12 [&_pre]:py-8 [&_pre]:whitespace-pre-wrap [&_pre]:[font-variant-ligatures:none] [&_pre]:wrap-anywhere [&_p]:flex-wrap';

/** A call as a command, with buttons to copy and to try it. The buttons appear once scripts run and the call is unfolded. */
function CallTools({ command, readPath }: { command: string; readPath: string | null }) {
  const box = useRef<HTMLPreElement>(null);
  const isUnfolded = useIsUnfolded(box);
  return (
    <>
      <pre ref={box}>
        <code>{command}</code>
      </pre>
      {isUnfolded && (
        <p>
          <CopyButton text={command}>Copy</CopyButton>
        </p>
      )}
      {readPath !== null && <TryCall path={readPath} isUnfolded={isUnfolded} />}
    </>
  );
}

/** True once the fold around an element was opened, even if the browser opened the fold before scripts ran. */
function useIsUnfolded(inside: RefObject<HTMLElement | null>): boolean {
  const [isUnfolded, setIsUnfolded] = useState(false);
  useEffect(() => {
    const fold = inside.current?.closest('details');
    if (!fold) return;
    const update = () => {
      if (fold.open) setIsUnfolded(true);
    };
    update();
    fold.addEventListener('toggle', update);
    return () => fold.removeEventListener('toggle', update);
  }, [inside]);
  return isUnfolded;
}

/** Maximum number of characters of a response that are shown; the link leads to the whole response. */
const shownMax = 4_000;

/** A button that sends a public GET request and shows the response. Without scripts there is only a link. */
function TryCall({ path, isUnfolded }: { path: string; isUnfolded: boolean }) {
  const [shown, setShown] = useState<string | null>(null);
  const load = async () => {
    setShown('Loading …');
    try {
      const response = await fetch(path, { headers: { accept: 'application/json' } });
      setShown(`${response.status}\n${shorten(await response.text())}`);
    } catch {
      setShown('No response. Is the network connected?');
    }
  };
  return (
    <>
      <p>
        {isUnfolded && (
          <>
            <Button onClick={load}>Try it</Button>{' '}
          </>
        )}
        <a href={path}>{path}</a>
      </p>
      {shown !== null && (
        <div aria-live="polite">
          <CodeBlock>{shown}</CodeBlock>
        </div>
      )}
    </>
  );
}

function shorten(text: string): string {
  const laid = layOut(text);
  return laid.length > shownMax ? `${laid.slice(0, shownMax)}\n…` : laid;
}

function layOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
