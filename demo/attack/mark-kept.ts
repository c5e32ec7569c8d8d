import type { AttackAnswer } from '@/lib/contracts/attack-exhibit';

/** What is known of a file of the attack, but whether it went on from there. */
export type Told = Omit<AttackAnswer, 'is_kept'>;

/** As the attack learns: it keeps its first file, and then whatever is told to be better. */
export function markKept(answers: readonly Told[]): AttackAnswer[] {
  let best = -Infinity;
  return answers.map((answer, i) => {
    const isBetter = (answer.told ?? -Infinity) > best;
    best = Math.max(best, answer.told ?? -Infinity);
    return {
      ...answer,
      is_kept: i === 0 || answer.outcome === 'improved' || (answer.outcome === 'score' && isBetter),
    };
  });
}
