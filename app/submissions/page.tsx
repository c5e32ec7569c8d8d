import type { Metadata } from 'next';
import Link from 'next/link';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { Section } from '@/app/_ui/page/section';
import { findSubmissionsPage } from '@/services/page/find-submissions-page';
import { SubmissionTable } from './submission-table';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Submissions' };

export default async function SubmissionsPage() {
  const actor = await requireSignedIn('/submissions');
  const { submissions, metrics } = await findSubmissionsPage(actor);
  return (
    <Page>
      <PageHead
        crumbs={{ above: [{ href: '/submit', title: 'Submit' }] }}
        title="Submissions"
        lede="Everything your teams have submitted."
      />
      <Section title="Submitted" aside="newest first, the last 200">
        <p className="mb-s3 max-w-[37em] text-ink-2">
          One submission of each model counts: its best reported score, or the version your team chooses on
          its page while the round is open.
        </p>
        {submissions.length > 0 ? (
          <SubmissionTable submissions={submissions} metrics={metrics} />
        ) : (
          <p className="text-ink-2">
            Nothing yet. <Link href="/submit">See which rounds are open</Link>.
          </p>
        )}
      </Section>
    </Page>
  );
}
