import type { OverfittingView } from '@/lib/contracts/freshness';
import { describeOverfitting } from './describe-overfitting';

/** Overfitting to feedback in one quiet line below a ranking. */
export function OverfittingLine({ overfitting, title }: { overfitting: OverfittingView; title: string }) {
  const { finding } = describeOverfitting(overfitting, title);
  return (
    <p className="mt-s4 border-t border-rule pt-s3 text-small/[1.5] text-ink-2">
      <b className="text-ink">Overfitting to feedback:</b> {finding} The ranking uses the final items.{' '}
      <a href="/methods#overfitting">How it is measured</a>
    </p>
  );
}
