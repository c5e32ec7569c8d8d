import type { AttackAnswer, AttackRound } from '@/lib/contracts/attack-exhibit';

export type Learnt = 'better' | 'no-better' | 'nothing';

/** What is drawn of one round: after each submission the scores of the file that the attack has kept, as shares of 1. */
export type AttackSeries = {
  /** On the feedback part. */
  readonly feedback: readonly number[];
  /** On the items that are scored once. */
  readonly final: readonly number[];
  /** What the attack learnt of each submission: that it is better, that it isn't, or nothing. */
  readonly learnt: readonly Learnt[];
};

export function traceAttack({ answers }: AttackRound): AttackSeries {
  let kept: AttackAnswer | null = null;
  const feedback: number[] = [];
  const final: number[] = [];
  for (const answer of answers) {
    if (kept === null || answer.is_kept) kept = answer;
    feedback.push(kept.feedback);
    final.push(kept.final);
  }
  return { feedback, final, learnt: answers.map(learnFrom) };
}

/** The first file is kept whatever is told of it. */
function learnFrom({ outcome, is_kept }: AttackAnswer, i: number): Learnt {
  if (outcome === 'withheld') return 'nothing';
  return outcome === 'improved' || (i > 0 && is_kept) ? 'better' : 'no-better';
}

/** What both panels run from and to: whole steps of five points around all that is drawn. */
export function computeAttackScale(series: readonly AttackSeries[]): { lower: number; upper: number } {
  const all = series.flatMap(({ feedback, final }) => [...feedback, ...final]).map((score) => 100 * score);
  return {
    lower: Math.max(0, 5 * Math.floor((Math.min(...all) - 1) / 5)),
    upper: Math.min(100, 5 * Math.ceil((Math.max(...all) + 1) / 5)),
  };
}
