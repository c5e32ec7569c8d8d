import Link from 'next/link';
import { EntryEvidence } from '@/app/_ui/model/rank-in-round';
import { IntervalNote } from '@/app/_ui/ranking/entry-score';
import { Description, Descriptions } from '@/app/_ui/words/descriptions';
import type { ModelInRoundView, ModelView } from '@/lib/contracts/model';
import { formatRank } from '@/lib/core/leaderboard/leaderboard';
import { formatDifference, formatInterval, formatMetric, formatScore } from '@/lib/core/metrics/format-score';

/** Rank and score in the newest official ranking with the model; nothing before the first one. */
export function ModelStatus({ model }: { model: ModelView }) {
  const newest = model.rounds.find(({ state }) => state === 'closed' || state === 'revealed');
  if (!newest) return null;
  const { entry, title, round, ranked } = newest;
  const { metric } = model;
  return (
    <div className="border-t-line border-ink pt-s3 text-small" data-testid="model-status">
      <dl className="mb-s3 flex flex-wrap gap-x-s5 gap-y-s2">
        <Figure
          term={
            <>
              Rank, <Link href={`/benchmarks/${model.benchmark}/rounds/${round}`}>{title}</Link>
            </>
          }
          figure={entry.rank === null ? '–' : formatRank(entry)}
          beside={entry.rank === null ? 'not ranked' : `of ${ranked}`}
        />
        <Figure
          term={formatMetric(metric)}
          figure={formatScore(metric, entry.score)}
          beside={entry.interval ? formatInterval(metric, entry.interval) : 'no interval'}
        />
      </dl>
      <IntervalNote interval={entry.interval} />
      <Descriptions terms="narrow">
        <Description term="Model frozen">
          <EntryEvidence entry={entry} />
        </Description>
        <LastRound inRound={newest} model={model} />
        {entry.best_of && (
          <Description term={`Best of ${entry.best_of.k}`}>
            up to about {formatDifference(metric, entry.best_of.optimism).replace('+', '')}{' '}
            {model.direction === 'higher' ? 'too high' : 'too low'}
          </Description>
        )}
      </Descriptions>
    </div>
  );
}

function Figure({ term, figure, beside }: { term: React.ReactNode; figure: string; beside: string }) {
  return (
    <div>
      <dt className="text-ink-3">{term}</dt>
      <dd>
        <b className="font-serif text-h2/[1.2] font-medium font-stretch-normal normal-nums">{figure}</b>{' '}
        <span className="ml-2 whitespace-nowrap text-ink-2">{beside}</span>
      </dd>
    </div>
  );
}

/** Rank and score in the previous ranked round, and whether the rank has moved significantly since. */
function LastRound({
  inRound: { entry },
  model: { metric, rounds },
}: {
  inRound: ModelInRoundView;
  model: ModelView;
}) {
  const { last_round: last } = entry;
  if (!last) return null;
  const title = rounds.find(({ round }) => round === last.round)?.title ?? `round ${last.round}`;
  return (
    <>
      <Description term="Last rank">
        {formatRank(last)} in {title}
        {last.rank_moved === null ? '; no significant change' : `; now ${last.rank_moved}`}
      </Description>
      {last.on_this_scale && (
        <Description term="Last score">
          {formatScore(metric, last.on_this_scale.score)} ({formatInterval(metric, last.on_this_scale)}), read
          on this round’s scale
        </Description>
      )}
    </>
  );
}
