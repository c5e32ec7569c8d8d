import type { Metadata } from 'next';
import Link from 'next/link';
import { describePage } from '@/app/_load/describe-page';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { toProblem } from '@/lib/contracts/problem';
import { findApiExample } from '@/services/publication/find-document';
import { findPublicUrl } from '@/services/publication/find-operator';
import { CallFolds, SchemaFolds } from './api-folds';
import { listNouns, listSchemas } from './list-calls';
import { sampleRefusals } from './sample-refusals';

export const generateMetadata = (): Metadata =>
  describePage({
    path: '/docs/api',
    title: 'API',
    description: 'The calls of the REST API with their bodies and examples, and its error codes.',
  });

export default async function ApiPage() {
  const publicUrl = findPublicUrl();
  const nouns = listNouns(publicUrl, await findApiExample());
  return (
    <Page>
      <PageHead title="API" lede="The API has the same data as the pages, under /api/v1." />
      <div className="prose mt-s5">
        <p>
          The full description is <a href="/api/v1/openapi.json">OpenAPI 3.1</a>. Keys are snake_case,
          instants ISO 8601 in UTC, lists have the form{' '}
          <code>{'{ "items": […], "next": cursor or null }'}</code>. Calls marked <i>token</i> take{' '}
          <code>Authorization: Bearer tdm_…</code>; tokens are made in <Link href="/settings">settings</Link>,
          each with a scope: <code>read</code>, <code>submit</code> or <code>maintain</code>, which includes
          the ones before. The description says which one a call needs.
        </p>
        <p>
          A submission may carry <code>Idempotency-Key</code>: the same key repeats the same request and uses
          no second submission. <code>?dry_run=true</code> checks a file for free, and runs a model on the
          public sample; any other parameter is refused.
        </p>
      </div>
      <Section
        title="Calls"
        aside={
          <>
            All below <code>/api/v1</code>; <code>TOKEN</code> is one of yours, ids are made up
          </>
        }
      >
        <CallFolds nouns={nouns} />
      </Section>
      <Section title="Bodies and responses" aside="one level deep; deeper levels are in the description">
        <SchemaFolds schemas={listSchemas(publicUrl)} />
      </Section>
      <Section
        title="Errors"
        aside={
          <>
            RFC 9457 problem documents; <code>code</code> is stable, words may change
          </>
        }
      >
        <ProblemTable />
      </Section>
    </Page>
  );
}

/**
 * A table of all error codes, each with status, title and an example of its detail. The `type` of a problem document links to
 * its row.
 */
function ProblemTable() {
  return (
    <table className={looks}>
      <thead>
        <tr>
          <th scope="col">Code, and its status</th>
          <th scope="col">Title, and a detail for example</th>
        </tr>
      </thead>
      <tbody>
        {Object.values(sampleRefusals)
          .map(toProblem)
          .map(({ code, status, title, detail }) => (
            <tr key={code} id={code}>
              <th scope="row">{`${code} ${status}`}</th>
              <td>
                <b>{title}</b>
                {` ${detail}`}
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** Classes on the table instead of on cells, so that they aren't repeated in each row. */
const looks =
  'text-small [&_tr]:scroll-mt-s8 [&_tr:target]:bg-shallow-1 [&_th]:w-[30%] [&_th]:py-5 [&_th]:pr-s3 [&_th]:align-baseline [&_th]:font-normal [&_th]:wrap-anywhere max-phone:[&_th]:w-[42%] [&_tbody_th]:border-t [&_tbody_th]:border-rule [&_tbody_th]:as-code [&_thead_th]:text-ink-3 [&_td]:border-t [&_td]:border-rule [&_td]:py-5 [&_td]:align-baseline [&_td]:text-ink-2 [&_td]:wrap-anywhere [&_td_b]:font-semibold [&_td_b]:text-ink';
