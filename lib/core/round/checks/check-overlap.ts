import { clearErrors } from './chance-overlap';
import { type Check, type CheckOutcome, formatCount, formatShare, worstOutcome } from './check';
import { nearSimilarityMin } from './hash-text';
import type { Overlap, OverlapReport, TwinShare } from './overlap-search';

/**
 * Share of overlapping items, beyond the share expected by chance, above which the check blocks: so many known items could
 * change a ranking.
 */
export const excessShareMax = 0.01;

/**
 * Number of overlapping items, beyond the number expected by chance, that must be exceeded for a block, together with the
 * share above. Where none is expected, chance explains up to z² items.
 */
export const surpriseCount = clearErrors ** 2;

/**
 * Compares the items with earlier rounds, each round by itself and all together. Earlier rounds are revealed sooner or later
 * and are training data from then on.
 *
 * An overlap warns if it exceeds the share expected by chance (`computeChanceOverlap`) by more than four standard errors. In
 * a source without repetitions a single item is enough. An overlap blocks if the excess over chance is more than 1 % of the
 * items and more than 16 items, since few items prove nothing about a small set. Drift of the source between rounds causes
 * no warning, since it makes honest overlaps smaller: Σpq ≤ max(Σp², Σq²).
 *
 * Three overlaps are judged this way: items with an equal input, with an equal or near-equal input, and with both the id and
 * the input of an earlier item. The last kind is rarely due to chance, even in a source of few inputs.
 */
export function checkOverlap({ rounds, all }: OverlapReport, itemCount: number): Check {
  if (all === null)
    return {
      name: 'overlap',
      outcome: 'pass',
      detail: 'There is no earlier round to overlap with.',
      numbers: { round_count: 0 },
    };
  const excessOf = (overlap: Overlap) =>
    Math.max(...twinsOf(overlap).map(({ count, share }) => count / itemCount - share));
  const worst = rounds.reduce((a, b) => (excessOf(b) > excessOf(a) ? b : a));
  const outcomeOf = (overlap: Overlap) =>
    worstOutcome(twinsOf(overlap).map((twins) => judge(twins, itemCount)));
  const outcome = worstOutcome([...rounds, all].map(outcomeOf));
  const what =
    outcome === 'pass'
      ? 'No overlap with an earlier round beyond what chance gives.'
      : outcome === 'warn'
        ? 'Some items come from an earlier round.'
        : 'Too many items come from an earlier round: replace them.';
  const isTogetherOnly = outcome !== 'pass' && outcomeOf(worst) !== outcome;
  return {
    name: 'overlap',
    outcome,
    detail: [
      what,
      formatOverlap(
        rounds.length > 1
          ? `Round ${worst.number}, the closest of ${rounds.length},`
          : `Round ${worst.number}`,
        'has',
        worst,
        itemCount,
      ),
      rounds.length > 1 ? formatOverlap('All of them together', 'have', all, itemCount) : '',
      isTogetherOnly ? 'No single round explains it.' : '',
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
    numbers: {
      round_count: rounds.length,
      worst_round: worst.number,
      ...numbersOf('worst', worst),
      ...numbersOf('all', all),
    },
  };

  function numbersOf(prefix: string, { equal, near, sameId }: Overlap): Record<string, number> {
    const chance = ({ share }: TwinShare) => Math.round(share * itemCount);
    return {
      [`${prefix}_equal_count`]: equal.count,
      [`${prefix}_equal_by_chance`]: chance(equal),
      [`${prefix}_near_count`]: near.count,
      [`${prefix}_near_by_chance`]: chance(near),
      [`${prefix}_same_id_count`]: sameId.count,
    };
  }
}

const twinsOf = ({ equal, near, sameId }: Overlap): readonly TwinShare[] => [equal, near, sameId];

function judge({ count, share, standardError }: TwinShare, itemCount: number): CheckOutcome {
  const excess = count / itemCount - share;
  const surplus = excess - clearErrors * standardError;
  if (surplus <= 0) return 'pass';
  return excess > excessShareMax && surplus * itemCount > surpriseCount ? 'block' : 'warn';
}

function formatOverlap(
  subject: string,
  verb: 'has' | 'have',
  { equal, near, sameId }: Overlap,
  itemCount: number,
): string {
  const found = ({ count, share }: TwinShare) =>
    `${formatCount(count)} (${formatShare(count / itemCount)}; chance gives up to ${formatShare(share)})`;
  const ids = sameId.count > 0 ? `, ${formatCount(sameId.count)} of them under the same id` : '';
  return `${subject} ${verb} the input of ${found(equal)} of ${formatCount(itemCount)} items${ids}. Equal or near, of similarity ${nearSimilarityMin} or more, are ${found(near)}.`;
}
