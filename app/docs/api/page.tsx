import type { Metadata } from 'next';
import Link from 'next/link';
import { describePage } from '@/app/_load/describe-page';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { Section } from '@/app/_ui/page/section';
import { findApiExample } from '@/services/publication/find-api-example';
import { findPublicUrl } from '@/services/publication/find-public-url';
import { CallFolds, SchemaFolds } from './api-folds';
import { listNouns, listSchemas } from './list-calls';
import { ProblemTable } from './problem-table';

export const dynamic = 'force-dynamic';
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
      <PageHead title="API" lede="What the pages show, the API gives: the same snapshots, under /api/v1." />
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
