import type { ExcessScale } from '../metrics/excess-scale';
import type { RoundPair } from './drop';
import type { FreshnessState } from './freshness-state';
import type { PartDifferences } from './gap';

/** What was found at the close of an earlier round. */
export type EarlierClose = {
  readonly round: number;
  readonly state: FreshnessState;
  /** Whether an excess lay above the tolerance at 5 %: `Freshness.isExcessAtFive` of then. */
  readonly isExcessAtFive: boolean;
};

/** All that is known of a round when its freshness is decided. Plain JSON; every number is finite. */
export type RoundRecord = {
  readonly round: number;
  /**
   * `open` until its official ranking is out, whatever else holds: then nothing made from the final part is read, so
   * that the state can be published daily. `revealed` once its answers are public.
   */
  readonly phase: 'open' | 'closed' | 'revealed';
  /** E of the team group that has had most answers, linked teams added up; 1 is 100 %. */
  readonly exposure: number;
  /** The same as if one analyst were behind all teams: shown, and no reason for any state. */
  readonly pooledExposure: number;
  /** Whether the next round is due and hasn't come. */
  readonly isOverdue: boolean;
  /** Two people invalidated it after it was frozen under suspicion. Then nothing of it counts, and nothing is measured. */
  readonly hasConfirmedLeak: boolean;
  /** Of the metric; null where gap and drop aren't measured for it. */
  readonly scale: ExcessScale | null;
  readonly finalItemCount: number;
  /** Models with outcomes on this round, by evidence: frozen before it opened, or made while it gave answers. */
  readonly frozenCount: number;
  readonly adaptedCount: number;
  /**
   * By how much adapted models are better than frozen ones on each part. `no-feedback` where no score was told while the round was
   * open, so that there was nothing to adapt to; `perfect-score` where a score has no value on the scale; null where it can't be
   * measured.
   */
  readonly gap: PartDifferences | 'no-feedback' | 'perfect-score' | null;
  /** The pair of closed rounds that this round is judged by; null where there is no second round. */
  readonly link: RoundPair | null;
  /**
   * How near the top comes to what the labels allow: mean score of the band tied with the leader, the best score possible
   * (1 for shares) and the share of wrong labels. Null where the share of wrong labels isn't known.
   */
  readonly ceiling: {
    readonly topScore: number;
    readonly best: number;
    readonly labelErrorRate: number;
  } | null;
  /** Newest first; the first is the round directly before this one. None is needed beyond the first that wasn't fresh. */
  readonly earlierCloses: readonly EarlierClose[];
};
