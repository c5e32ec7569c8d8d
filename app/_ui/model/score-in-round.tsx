import type { ModelInRoundView } from '@/lib/contracts/model';
import { formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { formatEntryScore, IntervalNote } from '../ranking/entry-score';
import { CellNote } from '../table/cell-note';

/** A score of one table with its 95 % limits, and what an erratum makes of it. */
export function ScoreInRound({
  inRound: { entry, state },
  metric,
}: {
  inRound: Pick<ModelInRoundView, 'entry' | 'state'>;
  metric: MetricName;
}) {
  const { score, limits } = formatEntryScore(metric, entry);
  const { after_erratum: after } = entry;
  return (
    <>
      <b>{state === 'invalidated' ? <s>{score}</s> : score}</b>
      <CellNote>{limits ?? 'no interval'}</CellNote>
      <IntervalNote interval={entry.interval} />
      {after && after.score !== entry.score && (
        <CellNote>by corrected labels {formatScore(metric, after.score)}</CellNote>
      )}
    </>
  );
}
