import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { RoundView } from '@/lib/contracts/round';
import { Instant } from '../instant';
import { describeComparison } from './describe-pair-test';

/** The same snapshot for machines, and how to name it. */
export function RankingDownloads({
  slug,
  round,
  board,
}: {
  slug: string;
  round: Pick<RoundView, 'number'>;
  board: LeaderboardView;
}) {
  const call = `/api/v1/benchmarks/${slug}/rounds/${round.number}/leaderboard`;
  return (
    <div className="take">
      <div>
        <h3>Download</h3>
        <p>
          <a href={`${call}?format=csv`}>CSV</a>&ensp;<a href={call}>JSON</a>
          <br />
          with rank intervals, intervals, their methods and seeds, and every secondary metric
        </p>
      </div>
      {board.comparison !== null && board.comparison.pair_count > 0 && (
        <div>
          <h3>Paired tests</h3>
          <p>
            Ranks by {describeComparison(board.comparison)}.
            {board.comparison.seed !== null && (
              <>
                {' '}
                Drawn with the seed <code className="breaks">{board.comparison.seed}</code>.
              </>
            )}
          </p>
        </div>
      )}
      <div>
        <h3>Snapshot</h3>
        <p>
          <code className="breaks">{board.snapshot_id}</code>
          <br />
          Published <Instant at={board.published_at} />. Nothing in it changes afterwards.
        </p>
      </div>
    </div>
  );
}
