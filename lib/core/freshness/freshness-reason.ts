import type { ExcessUnit } from './excess';
import type { FreshnessState } from './freshness-state';

/** `gap`: within the round. `drop`: between two rounds. */
export type MeasureName = 'gap' | 'drop';

/** Each thing that speaks about a round's freshness, with the numbers that it rests on. Shares of 1. */
export type FreshnessReason =
  | { readonly kind: 'answers-revealed' }
  | { readonly kind: 'confirmed-leak' }
  | { readonly kind: 'exposure-spent'; readonly exposure: number }
  | {
      readonly kind: 'excess-proven';
      readonly measure: MeasureName;
      readonly unit: ExcessUnit;
      readonly estimate: number;
      readonly lower99: number;
    }
  | {
      readonly kind: 'excess-twice';
      readonly measure: MeasureName;
      readonly unit: ExcessUnit;
      readonly estimate: number;
      readonly lower95: number;
      readonly earlierRound: number;
    }
  | {
      readonly kind: 'ceiling-reached';
      readonly topScore: number;
      readonly best: number;
      readonly labelErrorRate: number;
    }
  | { readonly kind: 'exposure-half'; readonly exposure: number }
  | { readonly kind: 'refresh-overdue' }
  | {
      readonly kind: 'excess-significant';
      readonly measure: MeasureName;
      readonly unit: ExcessUnit;
      readonly estimate: number;
      readonly lower95: number;
    }
  | { readonly kind: 'still-open' }
  | { readonly kind: 'exposure-so-far'; readonly exposure: number }
  | { readonly kind: 'metric-not-measured' }
  | {
      readonly kind: 'few-frozen-models';
      readonly frozenCount: number;
      /** Where it is fewer than the round has: of those that were frozen in the earlier one too. */
      readonly inBothRounds?: true;
    }
  | { readonly kind: 'no-adapted-models' }
  | { readonly kind: 'frozen-models-alike' }
  | { readonly kind: 'perfect-score'; readonly measure: MeasureName }
  | { readonly kind: 'final-part-small'; readonly finalItemCount: number }
  | { readonly kind: 'no-second-round' }
  | { readonly kind: 'gap-not-measured' }
  | {
      readonly kind: 'excess-not-ruled-out';
      readonly measure: MeasureName;
      readonly unit: ExcessUnit;
      readonly estimate: number;
      readonly upper95: number;
    }
  | { readonly kind: 'exposure-low'; readonly exposure: number }
  | { readonly kind: 'exposure-outweighed'; readonly exposure: number }
  | { readonly kind: 'no-feedback-given' }
  | {
      readonly kind: 'excess-ruled-out';
      readonly measure: MeasureName;
      readonly unit: ExcessUnit;
      readonly estimate: number;
      readonly upper95: number;
    };

/** The state that each reason speaks for. The worst of a round's reasons decides. */
export const reasonStates: Readonly<Record<FreshnessReason['kind'], FreshnessState>> = {
  'answers-revealed': 'retired',
  'confirmed-leak': 'stale',
  'exposure-spent': 'stale',
  'excess-proven': 'stale',
  'excess-twice': 'stale',
  'ceiling-reached': 'stale',
  'exposure-half': 'aging',
  'refresh-overdue': 'aging',
  'excess-significant': 'aging',
  'still-open': 'unproven',
  'exposure-so-far': 'unproven',
  'metric-not-measured': 'unproven',
  'few-frozen-models': 'unproven',
  'no-adapted-models': 'unproven',
  'frozen-models-alike': 'unproven',
  'perfect-score': 'unproven',
  'final-part-small': 'unproven',
  'no-second-round': 'unproven',
  'gap-not-measured': 'unproven',
  'excess-not-ruled-out': 'unproven',
  'exposure-low': 'fresh',
  'exposure-outweighed': 'fresh',
  'no-feedback-given': 'fresh',
  'excess-ruled-out': 'fresh',
};
