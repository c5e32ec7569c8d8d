import Link from 'next/link';
import { ModelLetter } from '@/app/_ui/glyphs/glyphs';
import { EvidenceBadge } from '@/app/_ui/ranking/evidence-badge';
import type { ComparedModelsView, ModelLetter as Letter } from '@/lib/contracts/compared-models';
import { formatRank } from '@/lib/core/leaderboard/leaderboard';
import { formatInterval, formatScore } from '@/lib/core/metrics/format-score';

/** A card for each compared model: name, team and newest score. */
export function ModelCards({ compared }: { compared: ComparedModelsView }) {
  const columns = ['grid-cols-2', 'grid-cols-3', 'grid-cols-4'][compared.models.length - 2];
  return (
    <ul
      className={`mt-s5 grid list-none gap-s5 p-0 ${columns} max-wide:grid-cols-2 max-phone:gap-s4 max-small:grid-cols-1 max-small:gap-s3`}
    >
      {compared.models.map((model) => (
        <li key={model.letter} className="min-w-0 border-t-line border-ink pt-s2 text-small/[1.4] text-ink-2">
          <h2 className="flex items-center gap-8 text-h3/[1.3] font-semibold max-phone:text-data/[1.3]">
            <ModelLetter letter={model.letter} />
            <Link
              href={`/benchmarks/${compared.benchmark}/models/${model.model_slug}`}
              title={model.model}
              className="min-w-0 truncate text-ink no-underline hover:underline"
            >
              {model.model}
            </Link>
          </h2>
          <NewestScore compared={compared} letter={model.letter} team={model.team} />
          {compared.models.length > 2 && (
            <p>
              <Link
                href={addressOfComparison(
                  compared.benchmark,
                  compared.models.flatMap((one) => (one === model ? [] : [one.model_slug])),
                )}
              >
                Leave {model.letter} out
              </Link>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function NewestScore({
  compared: { rounds, metric },
  letter,
  team,
}: {
  compared: ComparedModelsView;
  letter: Letter;
  team: string;
}) {
  const scored = rounds.flatMap(({ title, models }) =>
    models.filter((one) => one.letter === letter).map((one) => ({ title, ...one })),
  );
  const [newest] = scored;
  if (!newest) return <p className="truncate">{team}</p>;
  const ranked = scored.filter(({ rank }) => rank !== null).slice(0, 2);
  return (
    <>
      <p className="truncate" title={`${team}, version ${newest.version}`}>
        {team}, version {newest.version}
      </p>
      <p>
        <EvidenceBadge evidence={newest.evidence} />
      </p>
      <p>
        <span className="font-serif text-[1.4375rem]/[1.2] font-medium font-stretch-normal text-ink normal-nums">
          {formatScore(metric, newest.score)}
        </span>{' '}
        <span className="ml-2 whitespace-nowrap text-ink-3">
          {newest.interval ? formatInterval(metric, newest.interval) : 'no interval'}
        </span>
      </p>
      <p>
        {ranked.length === 0
          ? 'not ranked, so not compared'
          : `rank ${ranked.map((one) => `${formatRank(one)} in ${one.title}`).join(', ')}`}
      </p>
    </>
  );
}

/** The address of a comparison of these models, which readers can share. */
export const addressOfComparison = (benchmark: string, modelSlugs: readonly string[]): string =>
  `/benchmarks/${benchmark}/compare?${modelSlugs.map((slug) => `model=${slug}`).join('&')}`;
