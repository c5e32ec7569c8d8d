import type { FreshnessView } from '@/lib/contracts/freshness';
import type { FreshnessReason } from '@/lib/core/freshness/freshness-reason';

type Words = (measures: FreshnessView['measures']) => string;

/** A few words for each kind of reason; its own page says all of it. A kind without words doesn't compile. */
const words: Readonly<Record<FreshnessReason['kind'], Words>> = {
  'answers-revealed': () => 'answers are public',
  'confirmed-leak': () => 'a leak was confirmed',
  'exposure-spent': (measures) => sayUsed(measures),
  'excess-proven': () => 'overfitting shown',
  'excess-twice': () => 'overfitting, twice in a row',
  'ceiling-reached': () => 'only label noise is left',
  'exposure-half': (measures) => sayUsed(measures),
  'refresh-overdue': () => 'next round overdue',
  'excess-significant': () => 'signs of overfitting',
  'still-open': () => 'no official ranking yet',
  'exposure-unknown': () => 'answers used: not known',
  'exposure-so-far': (measures) => sayUsed(measures),
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
  'exposure-low': (measures) => sayUsed(measures),
  'exposure-outweighed': () => 'overfitting ruled out',
  'no-feedback-given': () => 'it gave no answers',
  'excess-ruled-out': () => 'overfitting ruled out',
};

/** Why a round is as fresh as it is, in a few words: the first of the reasons that decided. Empty where there is none. */
export function describeMainReason({ state, reasons, measures, ...view }: FreshnessView): string {
  if (view.holds_up) return `fresh ${view.fresh_closes} times in a row`;
  const deciding = reasons.filter((reason) => reason.state === state);
  const main = deciding.find(({ kind }) => kind === 'excess-ruled-out') ?? deciding[0];
  return main && isKind(main.kind) ? words[main.kind](measures) : '';
}

const isKind = (kind: string): kind is FreshnessReason['kind'] => Object.hasOwn(words, kind);

const sayUsed: Words = (measures) =>
  measures?.exposure == null
    ? 'answers used: not known'
    : `answers used ${Math.round(100 * measures.exposure)}\u00a0%`;
