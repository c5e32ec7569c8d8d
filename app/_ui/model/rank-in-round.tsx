import type { ModelInRoundView } from '@/lib/contracts/model';
import { formatRank, type LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { OpennessMark } from '../disclosure/disclosure';
import { formatEntryScore, IntervalNote } from '../ranking/entry-score';
import { EvidenceBadge } from '../ranking/evidence-badge';
import { CellNote } from '../table/data-table';

/**
 * A model's rank range in one ranking, and the number of ranked models.
 * @param counts false for another version of the model, which is shown beside the ranked one
 */
export function RankInRound({
  inRound: { entry, ranked, state, provisional },
  counts = true,
}: {
  inRound: Pick<ModelInRoundView, 'entry' | 'ranked' | 'state' | 'provisional'>;
  counts?: boolean;
}) {
  if (state === 'invalidated') return 'none';
  if (provisional) return 'none before the close';
  if (!counts) return 'shown beside it, not ranked';
  if (entry.rank === null) return entry.kind === 'host' ? 'host entry, not ranked' : 'baseline, not ranked';
  return (
    <>
      {formatRank(entry)} <span className="text-ink-3">of {ranked}</span>
    </>
  );
}

/** When the version was frozen, and which of its parts (code, weights, data) are open. */
export function EntryEvidence({ entry }: { entry: Pick<LeaderboardEntry, 'evidence' | 'disclosure'> }) {
  return (
    <>
      <EvidenceBadge evidence={entry.evidence} />
      {entry.disclosure && (
        <span className="block">
          <OpennessMark openness={entry.disclosure.openness} />
        </span>
      )}
    </>
  );
}

/** A score with its 95 % interval, followed by the score with an erratum's labels if that one differs. */
export function ScoreInRound({
  inRound: { entry, state },
  metric,
}: {
  inRound: Pick<ModelInRoundView, 'entry' | 'state'>;
  metric: MetricName;
}) {
  const { score, interval } = formatEntryScore(metric, entry);
  const { after_erratum: after } = entry;
  return (
    <>
      <b>{state === 'invalidated' ? <s>{score}</s> : score}</b>
      <CellNote>{interval ?? 'no interval'}</CellNote>
      <IntervalNote interval={entry.interval} />
      {after && after.score !== entry.score && (
        <CellNote>by corrected labels {formatScore(metric, after.score)}</CellNote>
      )}
    </>
  );
}

/** Describes the status of a ranking (official, provisional …) and its number of items. */
export function describeTable({
  state,
  split,
  item_count,
}: Pick<ModelInRoundView, 'state' | 'split' | 'item_count'>): string {
  const items = `${item_count.toLocaleString('en')} items of the ${split} split`;
  if (state === 'open') return `provisional, ${items}`;
  if (state === 'frozen') return `under suspicion: it doesn’t count while the round is frozen; ${items}`;
  return state === 'invalidated' ? `invalidated: it ranks no model; ${items}` : items;
}
