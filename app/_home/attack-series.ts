import type { AttackReport, AttackRound } from '@/lib/contracts/attack-exhibit';
import { formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** Conclusion that the attack drew from a submission's feedback; `nothing` if there was no feedback. */
type Learnt = 'better' | 'no-better' | 'nothing';

/**
 * After each submission, two scores from 0 to 1 of the file that the attack keeps: on the feedback split and on the final
 * split.
 */
export type AttackSeries = {
  readonly feedback: readonly number[];
  readonly final: readonly number[];
  readonly learnt: readonly Learnt[];
};

export function traceAttack({ submissions }: AttackRound): AttackSeries {
  let kept: AttackReport | null = null;
  const feedback: number[] = [];
  const final: number[] = [];
  for (const submission of submissions) {
    if (kept === null || submission.is_kept) kept = submission;
    feedback.push(kept.feedback);
    final.push(kept.final);
  }
  return { feedback, final, learnt: submissions.map(learnFrom) };
}

/** Returns the attack's conclusion from submission `i`. A kept file counts as better, except the first one, which is always kept. */
function learnFrom({ outcome, is_kept }: AttackReport, i: number): Learnt {
  if (outcome === 'withheld') return 'nothing';
  return outcome === 'improved' || (i > 0 && is_kept) ? 'better' : 'no-better';
}

/** The common vertical axis of both panels, in hundredths: multiples of five around all lines. */
export function computeAttackScale(series: readonly AttackSeries[]): { lower: number; upper: number } {
  const all = series.flatMap(({ feedback, final }) => [...feedback, ...final]).map((score) => 100 * score);
  return {
    lower: Math.max(0, 5 * Math.floor((Math.min(...all) - 1) / 5)),
    upper: Math.min(100, 5 * Math.ceil((Math.max(...all) + 1) / 5)),
  };
}

/** The smallest gain on the feedback split alone that the figure calls overfitting, in hundredths. */
const overfittingPointsMin = 3;

/** Texts of a panel: below its title, at the ends of its lines, and between the lines. */
export type PanelWords = { reported: string; feedback: string; final: string; gap: string | null };

export function describeAttack(series: AttackSeries): PanelWords {
  const [feedback, final] = endsOf(series);
  // The first file's two scores differ by the chance of the splits, which isn't overfitting, so that difference is subtracted.
  const gap = 100 * (feedback - series.feedback[0]! - (final - series.final[0]!));
  return {
    feedback: `${(100 * feedback).toFixed(1)} on the feedback split`,
    final: `${(100 * final).toFixed(1)} on the final split`,
    reported: describeReported(series),
    gap: gap >= overfittingPointsMin ? `${gap.toFixed(1)} points of pure overfitting` : null,
  };
}

/** A panel in sentences, for readers who can't see it. */
export function labelAttack(metric: MetricName, title: string, series: AttackSeries): string {
  const [feedback, final] = endsOf(series);
  const format = (score: number) => formatScore(metric, score);
  return `${title}. After ${series.feedback.length} submissions the feedback score is ${format(feedback)}, from ${format(series.feedback[0]!)}. The final score is ${format(final)}, from ${format(series.final[0]!)}. ${describeReported(series)}.`;
}

const endsOf = ({ feedback, final }: AttackSeries): [number, number] => [feedback.at(-1)!, final.at(-1)!];

/**
 * Says how many files were reported as better: of all files, or of those with feedback if the round's limits left the last ones
 * without.
 */
function describeReported({ learnt }: AttackSeries): string {
  const better = learnt.filter((one) => one === 'better').length;
  const withFeedback = learnt.filter((one) => one !== 'nothing').length;
  const files =
    withFeedback < learnt.length ? `${withFeedback} files with feedback` : `${learnt.length} files`;
  return `${better === 0 ? 'none' : better} of ${files} reported as better`;
}
