import type { MetricName } from '../metrics/metric-name';
import type { Cadence } from './schedule/schedule';

/** What is published of a round from its sealing on. The keys are those of the API; the root is in hex. */
export type Commitment = {
  readonly root: string;
  readonly item_count: number;
  readonly feedback_count: number;
  readonly final_count: number;
  readonly metric: MetricName;
  /** ε of the probabilities that log loss clips to [ε, 1 − ε]. */
  readonly log_loss_clip: number;
  readonly scorer_version: string;
  readonly sealed_at: string;
  /** Inputs are published in an order that the round secret draws. */
  readonly inputs_order: 'drawn';
  /** `drawn`: the round secret draws the ids of the items from those of their test set. Lacking: they are those of the test set. */
  readonly ids?: 'drawn';
  /** As planned at the sealing; instants are ISO 8601 UTC. A round's due dates follow from it (`computeDueDates`). */
  readonly schedule: {
    readonly opens_at: string | null;
    readonly closes_at: string | null;
    readonly cadence: Cadence;
    readonly time_zone: string;
  };
};
