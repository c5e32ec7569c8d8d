import Link from 'next/link';
import { formatDuration } from '@/app/_ui/format-quantity';
import { CheckGlyph } from '@/app/_ui/glyphs/glyphs';
import { Lede } from '@/app/_ui/page/page';
import { formatReported } from '@/app/_ui/submission/feedback';
import { Callout } from '@/app/_ui/words/callout';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { SubmissionState } from '@/lib/core/submission/submission-state';
import type { SubmissionPage } from '@/services/page/find-submission-page';

type VerdictHeadProps = {
  submission: SubmissionView;
  metric: MetricName;
  modelPage: string | null;
  /** True to strike through the score, since the submission's round is invalidated. */
  isStruck: boolean;
};

/** The head of a submission's page: the outcome as the title, and model, version and team. */
export function VerdictHead({ submission, metric, modelPage, isStruck }: VerdictHeadProps) {
  const { model, version, team, state, feedback } = submission;
  const title = describeVerdict(submission, metric);
  const isStopped = state === 'rejected' || state === 'failed';
  return (
    <div
      className="grid grid-cols-[44px_minmax(0,1fr)] items-start gap-x-s4 max-phone:grid-cols-1"
      aria-live="polite"
    >
      <span className={`mt-4 max-phone:mb-s2 ${isStopped ? 'text-over' : 'text-sea'}`}>
        {isStopped || (feedback && feedback.score !== null) ? (
          <CheckGlyph result={isStopped ? 'block' : 'pass'} className="block size-32" />
        ) : (
          <WaterGlyph />
        )}
      </span>
      <div>
        <h1 className="text-[2.375rem]/[1.1] normal-nums max-phone:text-[1.875rem]" data-testid="verdict">
          {isStruck ? <s className="text-ink-3 decoration-1">{title}</s> : title}
        </h1>
        <Lede>
          {modelPage ? <Link href={modelPage}>{model}</Link> : model}, version {version}, by {team}.{' '}
          {describeTime(submission)}
        </Lede>
      </div>
    </div>
  );
}

function describeVerdict({ state, score_at, feedback }: SubmissionView, metric: MetricName): string {
  // The result of an automatic evaluation is hidden until the close of its round.
  if (score_at !== null) return 'Evaluated automatically';
  switch (state) {
    case 'received':
    case 'queued':
      return 'Waiting to be scored';
    case 'scoring':
      return 'Being scored now';
    case 'rejected':
      return 'Rejected: the file is at fault';
    case 'failed':
      return 'Failed: the platform is at fault, not the file';
    case 'scored':
      switch (feedback?.outcome) {
        case 'improved':
          return `Improved: ${formatReported(feedback, metric)}`;
        case 'score':
          return `Scored: ${formatReported(feedback, metric)}`;
        case 'no_improvement':
          return 'Scored: no significant improvement';
        case 'withheld':
          return 'Scored: no score is reported';
        default:
          return 'Scored';
      }
  }
}

function describeTime({ state, received_at, finished_at, evidence }: SubmissionView): string {
  if (state !== 'scored' || finished_at === null) return '';
  // An automatic evaluation has a low priority, so its waiting time isn't worth stating.
  if (evidence === 'prospective') return 'It was evaluated automatically.';
  const ms = Date.parse(finished_at) - Date.parse(received_at);
  const seconds = Math.max(1, Math.round(ms / 1000));
  const after = seconds < 120 ? `${seconds} ${seconds === 1 ? 'second' : 'seconds'}` : formatDuration(ms);
  return `Your file is valid and was scored ${after} after it arrived.`;
}

const WaterGlyph = () => (
  <svg viewBox="0 0 40 40" className="block size-40" aria-hidden="true">
    <circle cx="20" cy="20" r="18.5" fill="none" stroke="currentColor" strokeWidth="2" />
    <path
      d="M11 17c3-2.6 6-2.6 9 0s6 2.6 9 0M11 25c3-2.6 6-2.6 9 0s6 2.6 9 0"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.25"
    />
  </svg>
);

type ProgressNoteProps = {
  submission: SubmissionView;
  /** Reasons to wait other than the queue: a missing scorer version, or a lack of disk space. */
  waits: Pick<SubmissionPage, 'missingVersion' | 'isSpaceShort'>;
};

/**
 * The progress of an unfinished submission, or the fault of a rejected one. Empty for a scored submission that has its
 * feedback.
 */
export function ProgressNote({ submission, waits }: ProgressNoteProps) {
  const { state, code, message, benchmark, kind } = submission;
  const place = describePlace(submission);
  const wait = describeWait(submission);
  return (
    <div className="mt-s4" aria-live="polite">
      {state !== 'scored' && submission.score_at === null && <SubmissionSteps state={state} />}
      {submission.score_at === null && wait && <p>{wait}</p>}
      {submission.score_at === null && waits.missingVersion && (
        <p>
          The round needs scorer version {waits.missingVersion}, which no running scorer has. The submission
          waits for one.
        </p>
      )}
      {submission.score_at === null && waits.isSpaceShort && (
        <p>The site is short of disk space. The submission waits, and continues automatically.</p>
      )}
      {code && (
        <Callout tone="problem">
          {/* Line breaks are kept, since the message may list several faults, one on each line. */}
          <p className="whitespace-pre-line">
            <b className="font-semibold">{message ?? code}</b>{' '}
            <span className="font-mono text-small/[normal] text-ink-2">{code}</span>
          </p>
          {place && <p>At {place}.</p>}
          {state === 'rejected' && (
            <p>
              <Link href={`/benchmarks/${benchmark}/submit?kind=${kind}`} className="text-inherit">
                Submit a corrected file
              </Link>
            </p>
          )}
        </Callout>
      )}
    </div>
  );
}

type Waiting = Pick<
  SubmissionView,
  'state' | 'withdrawn' | 'queue_place' | 'line' | 'column' | 'feedback' | 'team_only' | 'evidence'
>;

/** The reason why the submission waits, in one sentence; null if it doesn't wait. */
function describeWait(submission: Waiting): string | null {
  switch (submission.state) {
    case 'received':
      return 'Received; it will be queued in a moment.';
    case 'queued':
      return submission.queue_place
        ? `${submission.queue_place} of other teams are before it in the queue.`
        : 'It is the next one.';
    case 'scored':
      return submission.feedback || submission.team_only || submission.evidence === 'prospective'
        ? null
        : 'Feedback is given in the order of receipt. This file waits for an earlier one of your team, or of a linked team.';
    default:
      return null;
  }
}

/** Line and column of the fault in a rejected file, in words; null if unknown. */
function describePlace({ line, column }: Pick<Waiting, 'line' | 'column'>): string | null {
  if (line === null) return null;
  return column === null ? `line ${line}` : `line ${line}, column ${column}`;
}

const path = ['received', 'queued', 'scoring'] as const;

/** The steps through which a submission goes: done, current and future ones. */
function SubmissionSteps({ state }: { state: SubmissionState }) {
  const last = state === 'rejected' || state === 'failed' ? state : 'scored';
  const steps = [...path, last];
  const at = steps.indexOf(state);
  const isOver = at === steps.length - 1;
  return (
    <ol className="mb-s4 flex max-w-560 text-small/[1.3] text-ink-3" aria-label="Progress">
      {steps.map((step, i) => (
        <Step key={step} step={step} stage={stageOf(step, i, at, isOver)} isCurrent={i === at} />
      ))}
    </ol>
  );
}

type Stage = 'stopped' | 'done' | 'now' | 'to-come';

function stageOf(step: string, i: number, at: number, isOver: boolean): Stage {
  if (step === 'rejected' || step === 'failed') return 'stopped';
  if (i < at || (i === at && isOver)) return 'done';
  return i === at ? 'now' : 'to-come';
}

/** Classes of a step's label and of the line to the next step. */
const words: Record<Stage, string> = {
  stopped: 'font-semibold text-over before:border-dashed before:border-rule-2',
  done: 'text-ink before:border-sea',
  now: 'font-semibold text-over before:border-dashed before:border-rule-2',
  'to-come': 'before:border-dashed before:border-rule-2',
};

const boxes: Record<Stage, string> = {
  stopped: '',
  done: 'border-[1.3px] border-sea',
  now: 'border-[1.3px] border-over bg-[linear-gradient(to_top,var(--over)_0_50%,transparent_50%)]',
  'to-come': 'border-[1.3px] border-dashed border-rule-2',
};

function Step({ step, stage, isCurrent }: { step: string; stage: Stage; isCurrent: boolean }) {
  const hasGlyph = stage === 'done' || (stage === 'stopped' && isCurrent);
  return (
    <li
      className={`relative flex-1 pt-24 before:absolute before:top-8 before:right-6 before:left-22 before:border-t-line last:flex-none last:before:hidden ${words[stage]}`}
      aria-current={isCurrent ? 'step' : undefined}
    >
      <span className={`absolute top-0 left-0 size-16 ${boxes[stage]}`}>
        {hasGlyph && <CheckGlyph result={stage === 'stopped' ? 'block' : 'pass'} className="block" />}
      </span>
      {step}
    </li>
  );
}
