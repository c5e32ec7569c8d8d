import type { RoundPair } from './drop';
import { type ExcessUnit, excessTolerances } from './excess';
import type { FreshnessReason, MeasureName } from './freshness-reason';

type ReasonKind = FreshnessReason['kind'];
/** Written so that `words[reason.kind](reason)` is known to fit. */
type ReasonOf<K extends ReasonKind> = { [P in K]: { kind: P } & Extract<FreshnessReason, { kind: P }> }[K];

/** By their numbers, the two rounds of a drop. */
type Rounds = Pick<RoundPair, 'earlierRound' | 'laterRound'>;

const whatOf: Readonly<Record<MeasureName, (rounds: Rounds | null) => string>> = {
  gap: () =>
    'Models made while the round gave answers are better on its feedback items than on its final ones, against frozen models',
  drop: (rounds) =>
    `Models made while ${earlierOf(rounds)} gave answers lose more in ${laterOf(rounds)} than frozen models`,
};

/** What else makes such an excess, where it isn't the answers. */
const caveatOf: Readonly<Record<MeasureName, string>> = {
  gap: '',
  drop: ' Models rebuilt on ever newer data can lose more in the next round without any answer; the drop takes that for adaptation.',
};

const nounOf: Readonly<Record<MeasureName, (rounds: Rounds | null) => string>> = {
  gap: () => 'the gap between feedback and final items',
  drop: (rounds) => `the drop from ${earlierOf(rounds)} to ${laterOf(rounds)} beyond that of frozen models`,
};

const earlierOf = (rounds: Rounds | null): string =>
  rounds ? `round ${rounds.earlierRound}` : 'the earlier round';
const laterOf = (rounds: Rounds | null): string => (rounds ? `round ${rounds.laterRound}` : 'the later one');

/** A sentence or a few for each kind: a kind without words doesn't compile. */
const words: { readonly [K in ReasonKind]: (reason: ReasonOf<K>, rounds: Rounds | null) => string } = {
  'answers-revealed': () => 'The answers are public, so new scores on this round prove nothing.',
  'confirmed-leak': () =>
    'Two people invalidated the round after it was frozen under suspicion: that stands for a confirmed leak.',
  'exposure-spent': ({ exposure }) =>
    `The answers to one team, or to teams that are linked, have used up the round: exposure ${formatPercent(exposure)}, above 100 %.`,
  'excess-proven': ({ measure, unit, estimate, lower99 }, rounds) =>
    `${whatOf[measure](rounds)}: by ${formatExcess(estimate, unit)}. At 99 % confidence it is more than ${formatExcess(lower99, unit)}; ${formatTolerance(unit)} is tolerated.${caveatOf[measure]}`,
  'excess-twice': ({ measure, unit, estimate, lower95, earlierRound }, rounds) =>
    `${whatOf[measure](rounds)}: by ${formatExcess(estimate, unit)}. At 95 % confidence it is more than ${formatExcess(lower95, unit)}, after as clear an excess in round ${earlierRound}; ${formatTolerance(unit)} is tolerated.${caveatOf[measure]}`,
  'ceiling-reached': ({ topScore, best, labelErrorRate }) =>
    `The top scores ${formatPercent(topScore)}, within ${formatPercent(labelErrorRate)}, the share of wrong labels, of the best possible ${formatPercent(best)}: what is left is noise of the labels.`,
  'exposure-half': ({ exposure }) =>
    `The answers to one team, or to teams that are linked, have used up half of the round or more: exposure ${formatPercent(exposure)}. And a gap of twice what is tolerated isn’t ruled out.`,
  'refresh-overdue': () => 'The next round is overdue.',
  'excess-significant': ({ measure, unit, estimate, lower95 }, rounds) =>
    `${whatOf[measure](rounds)}: by ${formatExcess(estimate, unit)}. At 95 % confidence it is more than ${formatExcess(lower95, unit)}. Chance alone gives such a sign in one of twenty rounds without any overfitting, so it isn’t enough to call the round stale.${caveatOf[measure]}`,
  'still-open': () =>
    'The official ranking is not out. The final items are looked at once, for it, and nothing is measured from them before.',
  'exposure-so-far': ({ exposure }) =>
    `The answers to one team have used up half of the round or more: exposure ${formatPercent(exposure)}. That counts at the close, unless a gap is ruled out then.`,
  'metric-not-measured': () =>
    'Nothing is measured for this metric: an item’s part in it changes with all the others’ of its bin.',
  'few-frozen-models': ({ frozenCount, inBothRounds = false }, rounds) =>
    `${frozenCount === 0 ? 'There are no frozen models' : `There ${frozenCount === 1 ? 'is' : 'are'} only ${formatCount(frozenCount, 'frozen model')}`} ${inBothRounds ? `in both ${earlierOf(rounds)} and ${laterOf(rounds)}` : 'to compare with'}; at least six are needed.`,
  'no-adapted-models': (_, rounds) =>
    `No version sent while ${earlierOf(rounds)} gave answers was scored in ${laterOf(rounds)} too, so there is none to compare.`,
  'frozen-models-alike': () =>
    'The frozen models score too much alike to tell how scores carry over from round to round.',
  'perfect-score': ({ measure }, rounds) =>
    `A model has no error at all, of which there is no logarithm: ${nounOf[measure](rounds)} isn’t measured.`,
  'final-part-small': ({ finalItemCount }) =>
    `The final part has ${formatCount(finalItemCount, 'item')}; at least 200 are needed.`,
  'no-second-round': () => 'There is no second closed round to compare with.',
  'gap-not-measured': () =>
    'The gap between feedback and final items could not be measured. That needs adapted and frozen models with a score on both.',
  'excess-not-ruled-out': ({ measure, unit, estimate, upper95 }, rounds) =>
    `No sign of overfitting by ${nounOf[measure](rounds)}, measured as ${formatExcess(estimate, unit)}. Up to ${formatExcess(upper95, unit)} can’t be ruled out (95 % limit); below ${formatTolerance(unit, 2)} would be fresh.`,
  'exposure-low': ({ exposure }) =>
    `No team, and no teams that are linked, had answers that use up half of the round: exposure ${formatPercent(exposure)}.`,
  'exposure-outweighed': ({ exposure }) =>
    `The answers to one team, or to teams that are linked, have used up half of the round or more: exposure ${formatPercent(exposure)}. But a gap of twice what is tolerated is ruled out.`,
  'no-feedback-given': () => 'No score was told while the round was open, so there was nothing to adapt to.',
  'excess-ruled-out': ({ measure, unit, estimate, upper95 }, rounds) =>
    `${formatTolerance(unit, 2)} of overfitting or more ${unit === 'points' ? 'are' : 'is'} ruled out by ${nounOf[measure](rounds)}. Measured as ${formatExcess(estimate, unit)}, it is below ${formatExcess(upper95, unit)} (95 % limit).`,
};

/** A reason in words for people, numbers included. @param rounds whose scores were compared, where any were */
export function describeReason<K extends ReasonKind>(
  reason: ReasonOf<K>,
  rounds: Rounds | null = null,
): string {
  return words[reason.kind](reason, rounds);
}

/** What a reader should know when three closes in a row were fresh. */
export const describeHoldingUp = (freshCloses: number): string =>
  `Holds up: fresh at ${freshCloses} closes in a row.`;

/** What else an unproven round's reasons come to: where something was measured, how much it leaves open. Null where nothing was. */
export function describeOpenExcess(reasons: readonly FreshnessReason[]): string | null {
  const open = reasons.filter((reason) => reason.kind === 'excess-not-ruled-out');
  if (open.length === 0) return null;
  const { upper95, unit } = open.reduce((worst, reason) => (reason.upper95 > worst.upper95 ? reason : worst));
  return `no sign of overfitting; up to ${formatExcess(upper95, unit, 1)} can’t be ruled out`;
}

/** An excess in its unit: 1.40 points, 12.00 % of the loss. */
export function formatExcess(excess: number, unit: ExcessUnit, decimals = 2): string {
  const digits = (100 * excess).toFixed(decimals);
  const value = Number(digits) === 0 ? digits.replace('-', '') : digits.replace('-', '−');
  return `${value} ${unit === 'points' ? 'points' : '% of the loss'}`;
}

/** What is tolerated, or so many times that: 1 point, 10 % of the loss. */
export const formatTolerance = (unit: ExcessUnit, times = 1): string => {
  const value = 100 * excessTolerances[unit] * times;
  return unit === 'points' ? `${value} point${value === 1 ? '' : 's'}` : `${value} % of the loss`;
};

const formatPercent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;

const formatCount = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
