import type { Metadata } from 'next';
import Link from 'next/link';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { findSubmissionsPage } from '@/services/page/find-submissions-page';
import { OpenRounds } from './open-rounds';
import { SubmissionTable } from './submission-table';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Submissions' };

export default async function SubmissionsPage() {
  const actor = await requireSignedIn('/submissions');
  const { submissions, metrics, open } = await findSubmissionsPage(actor);
  return (
    <div className="page">
      <h1>Submissions</h1>
      <p className="lede measure">
        Everything your teams have sent, and the rounds that take submissions now.
      </p>
      <section className="sec">
        <div className="sec-head">
          <h2>Open rounds</h2>
        </div>
        <OpenRounds open={open} />
      </section>
      <section className="sec">
        <div className="sec-head">
          <h2>Sent</h2>
          <p className="small muted">newest first, the last 200</p>
        </div>
        {submissions.length > 0 ? (
          <SubmissionTable submissions={submissions} metrics={metrics} />
        ) : (
          <p className="muted">
            Nothing yet. <Link href="/benchmarks">Choose a benchmark</Link>, predict its open round and submit
            the file.
          </p>
        )}
      </section>
    </div>
  );
}
