import Link from 'next/link';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { Instant } from '@/app/_ui/instant';
import { describeVersionState } from '@/app/_ui/model/describe-version-state';
import { Section } from '@/app/_ui/page/section';
import { describeFeedback, FeedbackWords } from '@/app/_ui/submission/feedback';
import { FeedbackPlot, shapeFeedback } from '@/app/_ui/submission/feedback-plot';
import { CellNote, type Column, DataTable } from '@/app/_ui/table/data-table';
import { Term } from '@/app/_ui/words/term';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { ModelVersionView } from '@/lib/contracts/model';
import type { Page } from '@/lib/contracts/paging';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { FeedbackPolicyName } from '@/lib/core/benchmark';
import { retireFromForm } from './actions';

/** The team’s submissions to the open round, each with its feedback. */
export function SentSection({
  benchmark: { metric, direction, open_round },
  sent,
  left,
}: {
  benchmark: BenchmarkView;
  sent: readonly SubmissionView[];
  /** Number of remaining submissions in the round. */
  left: number;
}) {
  const [newest] = sent;
  if (!newest) return null;
  const isLadder = open_round?.feedback_policy === 'guarded-ladder';
  const shape = shapeFeedback(sent, { left, metric, direction });
  const hasAutomatic = sent.some(({ automatic }) => automatic);
  const isUnreported = !sent.some(({ feedback }) => feedback?.outcome === 'improved');
  const withFeedback = sent.find(({ feedback }) => feedback)?.feedback ?? null;
  return (
    <Section kind="step" title="Sent to this round" aside="only your team sees this list">
      <div className="flex flex-wrap items-start gap-x-s6 gap-y-s4">
        {withFeedback && (
          <div className="min-w-0 flex-[1_1_15rem]" data-testid="newest-feedback">
            <h3 className="mb-s2 text-small font-medium text-ink-2">Newest feedback</h3>
            <p className="text-body/[1.45]">{describeFeedback(withFeedback, metric).headline}</p>
            <p className="mt-s2 text-small text-ink-2">
              {withFeedback.outcome !== 'withheld' && 'It is of the feedback split. '}
              The <Term word="final split" /> decides the ranking.
            </p>
          </div>
        )}
        {shape && (
          <div className="min-w-0" data-testid="feedback-plot">
            <FeedbackPlot {...{ shape, metric, direction }} />
          </div>
        )}
      </div>
      <div className="mt-s4">
        <SentTable sent={sent} metric={metric} />
      </div>
      {isLadder && hasAutomatic && isUnreported && (
        <p className="mt-s3 text-small text-ink-2" data-testid="tested-against">
          Until an improvement of yours is reported in this round, a new file is tested against the
          maintainers’ baseline or, where there is none, the best constant prediction, not against the active
          version.
        </p>
      )}
      <p className="mt-s3 text-small text-ink-2">
        {describePublicFacts(open_round?.feedback_policy ?? 'final-only')} Private until the reveal: a
        prediction file. A model’s or image’s file is never published.
      </p>
      <p className="mt-s2 text-small text-ink-2">
        Of each model the best reported score counts, unless you choose another on its page.
      </p>
    </Section>
  );
}

function SentTable({ sent, metric }: { sent: readonly SubmissionView[]; metric: BenchmarkView['metric'] }) {
  return (
    <DataTable
      look="records"
      testId="sent"
      rows={sent}
      keyOf={({ id }) => id}
      columns={[
        {
          title: 'Model',
          isRowHeader: true,
          value: ({ model, version, links }) => (
            <>
              <Link href={links.page}>{model}</Link>
              <CellNote>version {version}</CellNote>
            </>
          ),
        },
        {
          title: 'Feedback',
          value: ({ state, feedback, message, automatic, score_at }) =>
            score_at ? (
              <>
                evaluated automatically, score on <Instant at={score_at} />
              </>
            ) : automatic && state === 'scored' ? (
              'evaluated automatically'
            ) : state === 'scored' ? (
              <FeedbackWords feedback={feedback} metric={metric} />
            ) : (
              <>
                <span className={state === 'rejected' || state === 'failed' ? 'text-over' : undefined}>
                  {state}
                </span>
                {message && <CellNote>{message}</CellNote>}
              </>
            ),
        },
        { title: 'Counts', value: (submission) => countsOf(submission) },
        { title: 'Received', value: ({ received_at }) => <Instant at={received_at} /> },
      ]}
    />
  );
}

function countsOf({ counts, chosen, withdrawn, baseline }: SubmissionView) {
  if (withdrawn) return 'withdrawn';
  if (!counts) return <span className="text-ink-3">no</span>;
  return `yes${chosen ? ', chosen' : ''}${baseline ? ', as a baseline' : ''}`;
}

/** The frozen model versions of a team, with their state. */
export function VersionsSection({ slug, versions }: { slug: string; versions: Page<ModelVersionView> }) {
  if (versions.items.length === 0) return null;
  return (
    <Section id="versions" kind="step" title="Your versions" aside="frozen: a file never changes">
      <DataTable
        look="records"
        rows={versions.items}
        keyOf={({ id }) => id}
        testId="versions"
        columns={[...columns, retiring(slug)]}
      />
      {versions.next && <p className="mt-s3 text-small text-ink-2">Older ones are listed by the API.</p>}
    </Section>
  );
}

const columns: readonly Column<ModelVersionView>[] = [
  {
    title: 'Model',
    isRowHeader: true,
    value: ({ model, version }) => (
      <>
        {model}
        <CellNote>version {version}</CellNote>
      </>
    ),
  },
  { title: 'Frozen', value: ({ frozen_at }) => <Instant at={frozen_at} /> },
  {
    title: 'SHA-256',
    cell: 'as-code',
    value: ({ sha256 }) => <abbr title={sha256}>{sha256.slice(0, 12)}…</abbr>,
  },
  {
    title: 'State',
    value: ({ state, retired_at }) => (
      <>
        {state}
        <CellNote>
          {describeVersionState(state)}
          {retired_at && (
            <>
              , since <Instant at={retired_at} />
            </>
          )}
        </CellNote>
      </>
    ),
  },
];

const retiring = (slug: string): Column<ModelVersionView> => ({
  title: 'Action',
  isTitleHidden: true,
  align: 'end',
  value: ({ id, version, state }) =>
    (state === 'active' || state === 'checking') && (
      <ActionForm
        action={retireFromForm}
        about={{ id, slug }}
        button={`Retire version ${version}`}
        busy="Retiring"
        look="danger"
        place="table"
        shape="sure"
        foldedUnder="Retire"
        confirm="It runs on no later round. This can’t be undone."
      />
    ),
});

/** States which facts of a submission are public while the round is open. */
export const describePublicFacts = (policy: FeedbackPolicyName): string =>
  policy === 'final-only'
    ? 'Public before the close: the number of models only.'
    : 'Public at once: model, team, reported score and the number of your team’s submissions.';
