import Link from 'next/link';
import type { AttackExhibit, AttackRound } from '@/lib/contracts/attack-exhibit';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { Figure } from '../_ui/words/figure';
import { AttackPanel } from './attack-panel';
import { computeAttackScale, traceAttack } from './attack-series';
import { AttackTable } from './attack-table';
import { labelAttack, wordAttack } from './word-attack';

/** The argument as a picture: the same attack on a round that told scores, and on one of the guarded ladder. */
export function AttackFigure({ exhibit }: { exhibit: AttackExhibit }) {
  const { benchmark, metric, rounds } = exhibit;
  const traced = rounds.map((round) => ({ round, series: traceAttack(round) }));
  const scale = computeAttackScale(traced.map(({ series }) => series));
  return (
    <Figure
      title="A coin can climb a leaderboard. It didn’t climb a guarded one."
      note={`${formatMetric(metric)} of an attack that knows nothing of the task. It flips 100 random predictions, submits, and keeps what was told to be better.`}
      caption={
        <>
          {sayParts(rounds[0])} A tick is an answer; a tall one said “better”.{' '}
          <Link href={`/benchmarks/${benchmark}`}>Check the exhibit</Link>, or read{' '}
          <Link href="/methods#attacks">why the ladder holds</Link>. It is one attack on two rounds: it
          doesn’t prove that no other gets further.
        </>
      }
    >
      <div className="grid grid-cols-2 gap-s5 max-phone:grid-cols-1">
        {traced.map(({ round, series }) => (
          <AttackPanel
            key={round.number}
            title={titleOf(round)}
            label={labelAttack(metric, titleOf(round), series)}
            series={series}
            scale={scale}
            words={wordAttack(metric, series)}
          />
        ))}
      </div>
      <AttackTable
        metric={metric}
        columns={traced.map(({ round, series }) => ({ title: titleOf(round), series }))}
      />
    </Figure>
  );
}

const titleOf = ({ policy }: AttackRound): string =>
  policy === 'exact' ? 'Told the exact score' : 'Told by the guarded ladder';

const sayParts = ({ feedback_count, final_count }: AttackRound): string =>
  `In each round the answers come from ${feedback_count.toLocaleString('en')} items; ${final_count.toLocaleString('en')} others are scored once at the end.`;
