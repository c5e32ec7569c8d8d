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
    <ol className="steps" aria-label="Progress">
      {steps.map((step, i) => (
        <li key={step} className={classOf(step, i, at, isOver)} aria-current={i === at ? 'step' : undefined}>
          <span className="steps-mark">
            {(i < at || (i === at && isOver)) && (
              <CheckGlyph result={step === 'rejected' || step === 'failed' ? 'block' : 'pass'} />
            )}
          </span>
          {step}
        </li>
      ))}
    </ol>
  );
}

function classOf(step: string, i: number, at: number, isOver: boolean): string {
  if (step === 'rejected' || step === 'failed') return 'stopped';
  if (i < at || (i === at && isOver)) return 'done';
  return i === at ? 'now' : 'to-come';
}
