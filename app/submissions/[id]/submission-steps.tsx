import { CheckGlyph } from '@/app/_ui/glyphs/check-glyph';
import type { SubmissionState } from '@/lib/core/submission/submission-state';

const path = ['received', 'queued', 'scoring'] as const;

/** How far a submission has come: the steps behind it, the one it stands on, those to come. */
export function SubmissionSteps({ state }: { state: SubmissionState }) {
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
