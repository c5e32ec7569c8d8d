import type { FreshnessSummary } from '@/db/queries/freshness-queries';
import type { FreshnessView } from '@/lib/contracts/freshness';
import { describeOpenExcess, describeReason } from '@/lib/core/freshness/describe-reason';
import type { Excess } from '@/lib/core/freshness/excess';
import { reasonStates } from '@/lib/core/freshness/freshness-reason';
import type { Round } from '@/lib/core/round/round';

/**
 * How fresh a round is, in words too. A frozen round publishes nothing, so it has none; a revealed one is retired from the
 * instant of the reveal on, whenever the scorer looks at it next.
 * @param record its newest one
 */
export function viewOfFreshness(round: Round, record: FreshnessSummary | undefined): FreshnessView | null {
  if (round.state === 'frozen') return null;
  if (round.state === 'revealed' && record?.freshness.state !== 'retired') return retiredAt(round.revealedAt);
  if (!record) return null;
  const { freshness, computedAt } = record;
  const { inputs } = freshness;
  return {
    state: freshness.state,
    note: freshness.state === 'unproven' ? describeOpenExcess(freshness.reasons) : null,
    holds_up: freshness.holdsUp,
    fresh_closes: freshness.freshCloses,
    computed_at: computedAt.toISOString(),
    reasons: freshness.reasons.map((reason) => ({
      kind: reason.kind,
      state: reasonStates[reason.kind],
      text: describeReason(reason, inputs.link),
    })),
    measures: {
      exposure: inputs.exposure,
      pooled_exposure: inputs.pooledExposure,
      frozen_models: inputs.frozenCount,
      adapted_models: inputs.adaptedCount,
      final_item_count: inputs.finalItemCount,
      tolerance: inputs.tolerance,
      gap: viewOfExcess(inputs.excesses.gap),
      drop: viewOfExcess(inputs.excesses.drop),
    },
  };
}

function retiredAt(revealedAt: Date): FreshnessView {
  const kind = 'answers-revealed';
  return {
    state: reasonStates[kind],
    note: null,
    holds_up: false,
    fresh_closes: 0,
    computed_at: revealedAt.toISOString(),
    reasons: [{ kind, state: reasonStates[kind], text: describeReason({ kind }) }],
    measures: null,
  };
}

const viewOfExcess = (excess: Excess | null) =>
  excess && {
    unit: excess.unit,
    estimate: withoutNoise(excess.estimate),
    standard_error: excess.standardError,
    degrees_of_freedom: excess.degreesOfFreedom,
    lower_95: excess.lower95,
    lower_99: excess.lower99,
    upper_95: excess.upper95,
  };

/** A difference of published numbers, without the last bits that the subtraction leaves. */
const withoutNoise = (difference: number): number => Number(difference.toPrecision(12));
