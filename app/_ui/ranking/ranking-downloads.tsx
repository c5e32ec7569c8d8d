import type { ReactNode } from 'react';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { RoundView } from '@/lib/contracts/round';
import { Instant } from '../instant';
import { countsNow, describeComparison } from './describe-ranking';

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
  const of = `/api/v1/benchmarks/${slug}/rounds/${round.number}`;
  const call = `${of}/leaderboard`;
  return (
    <div className="mt-s5 grid grid-cols-[1fr_1.25fr_1fr] gap-s6 text-small/[1.45] text-ink-2 max-phone:grid-cols-[1fr] max-phone:gap-s4 [&_h3]:mb-3 [&_h3]:font-sans [&_h3]:text-small [&_h3]:font-stretch-normal [&_h3]:text-ink [&_h3]:normal-nums">
      <Download title="Download">
        <p>
          <a href={`${call}?format=csv`}>CSV</a>&ensp;<a href={call}>JSON</a>
          {countsNow(board) && (
            <>
              &ensp;<a href={`${of}/every-eval-ever`}>Every Eval Ever</a>&ensp;
              <a href={`${of}/croissant`}>Croissant</a>
            </>
          )}
          <br />
          with scores, their intervals and rank intervals; in JSON also every other metric of the round
        </p>
      </Download>
      {board.comparison !== null && board.comparison.pair_count > 0 && (
        <Download title="Paired tests">
          <p>Ranks by {describeComparison(board.comparison)}.</p>
        </Download>
      )}
      <Download title="Snapshot">
        <p>
          <code className="wrap-anywhere">{board.snapshot_id}</code>
          <br />
          Published <Instant at={board.published_at} />. Nothing in it changes afterwards.
        </p>
      </Download>
    </div>
  );
}

function Download({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3>{title}</h3>
      {children}
    </div>
  );
}
