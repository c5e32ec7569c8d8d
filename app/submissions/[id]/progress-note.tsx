import Link from 'next/link';
import { CheckGlyph } from '@/app/_ui/glyphs/glyphs';
import { Callout } from '@/app/_ui/words/callout';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { SubmissionState } from '@/lib/core/submission/submission-state';
import type { SubmissionPage } from '@/services/page/find-submission-page';

/** How far an unfinished submission is, or what is wrong with a rejected one. Nothing of a scored one that has its feedback. */
export function ProgressNote({
  submission,
  waits,
}: {
  submission: SubmissionView;
  /** What keeps it waiting beside those that came before it. */
  waits: Pick<SubmissionPage, 'missingVersion' | 'isSpaceShort'>;
}) {
  const { state, code, message, benchmark, kind } = submission;
  const place = describePlace(submission);
  const wait = describeWait(submission);
  return (
    <div className="mt-s4" aria-live="polite">
      {state !== 'scored' && submission.score_at === null && <SubmissionSteps state={state} />}
      {submission.score_at === null && wait && <p>{wait}</p>}
      {submission.score_at === null && waits.missingVersion && (
        <p>
          The round is scored by the rules of scorer version {waits.missingVersion}. No scorer at work has
          them; it waits for one.
        </p>
      )}
      {submission.score_at === null && waits.isSpaceShort && (
        <p>The site is short of disk space. The submission waits, and continues automatically.</p>
      )}
      {code && (
        <Callout tone="problem">
          {/* A check may have found several faults, a line each. */}
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

/** What a submission waits for, in one sentence; null where it waits for nothing. */
function describeWait(submission: Waiting): string | null {
  switch (submission.state) {
    case 'received':
      return 'Received; it will be queued in a moment.';
    case 'queued':
      return submission.queue_place
        ? `${submission.queue_place} of other teams come before it.`
        : 'It is the next one.';
    case 'scored':
      return submission.feedback || submission.team_only || submission.evidence === 'prospective'
        ? null
        : 'Feedback is given in the order in which files came. This one waits for an earlier file of your team, or of one linked with it.';
    default:
      return null;
  }
}

/** Where a rejected file is at fault, as far as it is known. */
function describePlace({ line, column }: Pick<Waiting, 'line' | 'column'>): string | null {
  if (line === null) return null;
  return column === null ? `line ${line}` : `line ${line}, column ${column}`;
}

const path = ['received', 'queued', 'scoring'] as const;

/** How far a submission has come: the steps behind it, the one it stands on, those to come. */
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

/** The words of a step, with the way to the next one. */
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
