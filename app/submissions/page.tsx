import type { Metadata } from 'next';
import Link from 'next/link';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { findSubmissionsPage } from '@/services/page/find-submit-page';
import { requireSignedIn } from '../_load/require';
import { Instant } from '../_ui/instant';
import { Page, PageHead } from '../_ui/page/page';
import { Section } from '../_ui/page/section';
import { FeedbackWords } from '../_ui/submission/feedback';
import { CellNote, DataTable } from '../_ui/table/data-table';

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

type Props = {
  submissions: readonly SubmissionView[];
  metrics: ReadonlyMap<string, MetricName>;
};

/** A team's submissions over all benchmarks, newest first. */
function SubmissionTable({ submissions, metrics }: Props) {
  return (
    <DataTable
      look="records"
      rows={submissions}
      keyOf={({ id }) => id}
      columns={[
        { title: 'Model', isRowHeader: true, value: (submission) => <ModelName submission={submission} /> },
        {
          title: 'Benchmark',
          value: ({ benchmark, round }) => (
            <>
              <Link href={`/benchmarks/${benchmark}`}>{benchmark}</Link>, round {round}
            </>
          ),
        },
        { title: 'State', value: (submission) => <StateWords submission={submission} /> },
        {
          title: 'Feedback',
          value: ({ feedback, automatic, benchmark }) =>
            automatic ? (
              'none: it is evaluated automatically'
            ) : (
              <FeedbackWords feedback={feedback} metric={metrics.get(benchmark)!} />
            ),
        },
        { title: 'Received', value: ({ received_at }) => <Instant at={received_at} /> },
      ]}
    />
  );
}

function ModelName({ submission }: { submission: SubmissionView }) {
  return (
    <>
      <Link href={submission.links.page}>{submission.model}</Link>
      <CellNote>
        version {submission.version}, {submission.team}
      </CellNote>
    </>
  );
}

function StateWords({ submission }: { submission: SubmissionView }) {
  const { state, withdrawn, counts, chosen, message, score_at } = submission;
  return (
    <>
      {score_at ? (
        <span>
          evaluated automatically, score on <Instant at={score_at} />
        </span>
      ) : (
        <span className={state === 'rejected' || state === 'failed' ? 'text-over' : undefined}>{state}</span>
      )}
      {withdrawn && ', withdrawn'}
      {counts && <CellNote>{chosen ? 'counts, chosen by your team' : 'counts'}</CellNote>}
      {message && <CellNote>{message}</CellNote>}
    </>
  );
}
