import type { FreshnessView } from '@/lib/contracts/freshness';
import { formatTolerance } from '@/lib/core/freshness/describe-reason';
import type { FreshnessReason } from '@/lib/core/freshness/freshness-reason';

type Words = (measures: FreshnessView['measures']) => string;

/** No rule finds that there is none: what is ruled out is twice what is tolerated. */
const sayRuledOut: Words = (measures) => {
  const unit = (measures?.gap ?? measures?.drop)?.unit;
  return unit ? `overfitting of ${formatTolerance(unit, 2)} ruled out` : 'a large gap ruled out';
};

const sayUsed: Words = (measures) =>
  measures?.exposure == null
    ? 'answers used: not known'
    : `answers used ${Math.round(100 * measures.exposure)}\u00a0%`;

/** A few words for each kind of reason; its own page says all of it. A kind without words doesn't compile. */
const words: Readonly<Record<FreshnessReason['kind'], Words>> = {
  'answers-revealed': () => 'answers are public',
  'confirmed-leak': () => 'a leak was confirmed',
  'exposure-spent': sayUsed,
  'excess-proven': () => 'overfitting shown',
  'excess-twice': () => 'overfitting, twice in a row',
  'ceiling-reached': () => 'only label noise is left',
  'exposure-half': sayUsed,
  'refresh-overdue': () => 'next round overdue',
  'excess-significant': () => 'signs of overfitting',
  'still-open': () => 'no official ranking yet',
  'exposure-so-far': sayUsed,
  'metric-not-measured': () => 'not measured for its metric',
  'few-frozen-models': () => 'too few frozen models',
  'no-adapted-models': () => 'no model adapted to it',
  'frozen-models-alike': () => 'frozen models too alike',
  'perfect-score': () => 'a score is perfect',
  'final-part-small': (measures) =>
    measures ? `${measures.final_item_count} items, 200 needed` : 'few items',
  'no-second-round': () => 'no second round yet',
  'gap-not-measured': () => 'gap not measured',
  'excess-not-ruled-out': () => 'overfitting not ruled out',
  'exposure-low': sayUsed,
  'exposure-outweighed': sayRuledOut,
  'no-feedback-given': () => 'it gave no answers',
  'excess-ruled-out': sayRuledOut,
};

/** Why a round is as fresh as it is, in a few words. Empty where no reason is told. */
export function describeMainReason(freshness: FreshnessView): string {
  if (freshness.holds_up) return `fresh ${freshness.fresh_closes} times in a row`;
  const main = findMainReason(freshness);
  return main && isKind(main.kind) ? words[main.kind](freshness.measures) : '';
}

/** Of the reasons that decided: what was measured, where that rules overfitting out, else the first. */
export function findMainReason({
  state,
  reasons,
}: FreshnessView): FreshnessView['reasons'][number] | undefined {
  const deciding = reasons.filter((reason) => reason.state === state);
  return deciding.find(({ kind }) => kind === 'excess-ruled-out') ?? deciding[0];
}

const isKind = (kind: string): kind is FreshnessReason['kind'] => Object.hasOwn(words, kind);
