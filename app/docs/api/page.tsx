import type { Metadata } from 'next';
import Link from 'next/link';
import { findPublicUrl } from '@/services/publication/find-public-url';
import { CallTable } from './call-table';
import { listCalls } from './list-calls';
import { ProblemTable } from './problem-table';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = {
  title: 'API',
  description: 'The calls of the REST API and its error codes.',
};

export default function ApiPage() {
  return (
    <>
      <div className="page-head">
        <h1>API</h1>
        <p className="lede">What the pages show, the API gives: the same snapshots, under /api/v1.</p>
      </div>
      <div className="prose api-intro">
        <p>
          The full description is <a href="/api/v1/openapi.json">OpenAPI 3.1</a>. Keys are snake_case,
          instants ISO 8601 in UTC, lists answer <code>{'{ "items": […], "next": cursor or null }'}</code>.
          Calls marked <i>token</i> take <code>Authorization: Bearer tdm_…</code>; tokens are made in{' '}
          <Link href="/settings">settings</Link>.
        </p>
        <p>
          A submission may carry <code>Idempotency-Key</code>: the same key repeats the same request and uses
          no second submission. <code>?dry_run=true</code> checks a file for free.
        </p>
      </div>
      <section className="sec">
        <div className="sec-head">
          <h2>Calls</h2>
          <p className="small muted">
            All below <code>/api/v1</code>
          </p>
        </div>
        <CallTable calls={listCalls(findPublicUrl())} />
      </section>
      <section className="sec">
        <div className="sec-head">
          <h2>Errors</h2>
          <p className="small muted">
            RFC 9457 problem documents; <code>code</code> is stable, words may change
          </p>
        </div>
        <ProblemTable />
      </section>
    </>
  );
}
