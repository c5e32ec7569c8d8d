import type { FreshnessReason, MeasureName } from './freshness-reason';

type ReasonKind = FreshnessReason['kind'];
/** Written so that `words[reason.kind](reason)` is known to fit. */
type ReasonOf<K extends ReasonKind> = { [P in K]: { kind: P } & Extract<FreshnessReason, { kind: P }> }[K];

const whatOf: Readonly<Record<MeasureName, string>> = {
  gap: 'Models made while the round gave answers score higher on its feedback items than on its final ones, against frozen models',
  drop: 'Models made while the earlier round gave answers fall further in the later one than frozen models as good as they',
};

const nounOf: Readonly<Record<MeasureName, string>> = {
  gap: 'The gap between feedback and final items',
  drop: 'The drop to the later round beyond that of frozen models',
};

/** A sentence for each kind: a kind without words doesn't compile. */
const words: { readonly [K in ReasonKind]: (reason: ReasonOf<K>) => string } = {
  'answers-revealed': () => 'The answers are public, so new scores on this round prove nothing.',
  'confirmed-leak': () =>
    'Two people invalidated the round after it was frozen under suspicion: that stands for a confirmed leak.',
  'exposure-spent': ({ exposure }) =>
    `The answers given have used up the round: exposure ${formatPercent(exposure)}, above 100 %.`,
  'excess-proven': ({ measure, estimate, lower99 }) =>
    `${whatOf[measure]}: by ${formatPoints(estimate)}, and at 99 % confidence by more than ${formatPoints(lower99)}. One point is tolerated.`,
  'excess-twice': ({ measure, estimate, lower95, earlierRound }) =>
    `${whatOf[measure]}: by ${formatPoints(estimate)}, at 95 % confidence by more than ${formatPoints(lower95)}, after as clear an excess in round ${earlierRound}. One point is tolerated.`,
  'ceiling-reached': ({ topScore, best, labelErrorRate }) =>
    `The top scores ${formatPercent(topScore)}, within ${formatPercent(labelErrorRate)}, the share of wrong labels, of the best possible ${formatPercent(best)}: what is left is noise of the labels.`,
  'exposure-half': ({ exposure }) =>
    `The answers given have used up a good part of the round: exposure ${formatPercent(exposure)}, between 50 and 100 %.`,
  'refresh-overdue': () => 'The next round is overdue.',
  'excess-significant': ({ measure, estimate, lower95 }) =>
    `${whatOf[measure]}: by ${formatPoints(estimate)}, at 95 % confidence by more than ${formatPoints(lower95)}. Chance alone shows such in one round of twenty; it isn't enough to call the round stale.`,
  'still-open': () =>
    'The official ranking is not out: the final items are looked at once, for it, and nothing is measured from them before.',
  'exposure-unknown': () => 'How much the answers given have used up the round is not known.',
  'metric-not-a-share': () =>
    'The metric is no share of right items, and the measures of staleness are made for those: nothing can be told.',
  'few-frozen-models': ({ frozenCount }) =>
    `${frozenCount === 0 ? 'No frozen models' : `Only ${formatCount(frozenCount, 'frozen model')}`} to compare with; at least six are needed.`,
  'no-overlap': () =>
    'Too few frozen models score as the adapted ones do: two above and two below their median are needed.',
  'frozen-models-alike': () =>
    'The frozen models score too much alike to tell how scores carry over from round to round.',
  'final-part-small': ({ finalItemCount }) =>
    `The final part has ${formatCount(finalItemCount, 'item')}; at least 200 are needed.`,
  'no-second-round': () => 'There is no second closed round to compare with.',
  'gap-not-measured': () =>
    'The gap between feedback and final items could not be measured: adapted and frozen models with outcomes on both are needed.',
  'excess-hard-to-see': ({ measure, smallestDetectable }) =>
    `${nounOf[measure]} would be noticed only from about ${formatPoints(smallestDetectable)} on (in 80 of 100 rounds); one point should be.`,
  'excess-not-ruled-out': ({ measure, estimate, upper95 }) =>
    `${nounOf[measure]}, measured as ${formatPoints(estimate)}, may be as large as ${formatPoints(upper95)} (95 % limit); below one point would be fresh.`,
  'exposure-low': ({ exposure }) =>
    `The answers given have used up little of the round: exposure ${formatPercent(exposure)}, below 50 %.`,
  'no-feedback-given': () => 'No score was told while the round was open, so there was nothing to adapt to.',
  'excess-ruled-out': ({ measure, estimate, upper95 }) =>
    `${nounOf[measure]}, measured as ${formatPoints(estimate)}, is below ${formatPoints(upper95)} (95 % limit), which is less than one point.`,
};

/** A reason in words for people, numbers included. */
export function describeReason<K extends ReasonKind>(reason: ReasonOf<K>): string {
  return words[reason.kind](reason);
}

/** What a reader should know when three closes in a row were fresh. */
export const describeHoldingUp = (freshCloses: number): string =>
  `Holds up: fresh at ${freshCloses} closes in a row.`;

const formatPoints = (share: number): string => {
  const points = (100 * share).toFixed(2).replace('-', '−');
  return `${points === '−0.00' ? '0.00' : points} points`;
};

const formatPercent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;

const formatCount = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
