import type { Metadata } from 'next';
import Link from 'next/link';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { Section } from '@/app/_ui/page/section';
import { findSubmissionsPage } from '@/services/page/find-submissions-page';
import { OpenRounds } from './open-rounds';
import { SubmissionTable } from './submission-table';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Submissions' };

export default async function SubmissionsPage() {
  const actor = await requireSignedIn('/submissions');
  const { submissions, metrics, open } = await findSubmissionsPage(actor);
  return (
    <Page>
      <PageHead
        title="Submissions"
        lede="Everything your teams have sent, and the rounds that take submissions now."
      />
      <Section title="Open rounds">
        <OpenRounds open={open} />
      </Section>
      <Section title="Sent" aside="newest first, the last 200">
        <p className="mb-s3 max-w-[37em] text-ink-2">
          Of each model one submission counts: the newest that is scored, or the one your team chooses on its
          page while the round is open.
        </p>
        {submissions.length > 0 ? (
          <SubmissionTable submissions={submissions} metrics={metrics} />
        ) : (
          <p className="text-ink-2">
            Nothing yet. <Link href="/benchmarks">Choose a benchmark</Link>, predict its open round and submit
            the file.
          </p>
        )}
      </Section>
    </Page>
  );
}
