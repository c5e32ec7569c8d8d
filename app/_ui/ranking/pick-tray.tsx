import { modelLetters } from '@/lib/contracts/compared-models';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { buttonClasses } from '../controls/button';
import { ModelLetter } from '../glyphs/glyphs';
import { PickedModels } from './picked-models';
import { addressOfQuery, type RankingQuery } from './ranking-query';

/** Id of the form below the table. Checkboxes in the table's rows belong to this form. */
export const pickFormId = 'compare-models';

type Props = {
  board: LeaderboardView;
  path: string;
  query: RankingQuery;
  shown: readonly LeaderboardEntry[];
};

/**
 * The models that the reader has picked for comparison. Without scripts, the button submits the ticked checkboxes; with
 * scripts, the tray also lists the models, and the page's query keeps them.
 * @param shown rows of this page; models picked on other pages become hidden fields
 */
export function PickTray({ board, path, query, shown }: Props) {
  const onPage = new Set(shown.map(({ model_slug }) => model_slug));
  const picked = query.picked.flatMap((slug) => {
    const entry = board.entries.find(({ model_slug, rank }) => model_slug === slug && rank !== null);
    return entry ? [{ slug, name: entry.model, isOnPage: onPage.has(slug) }] : [];
  });
  return (
    <form
      id={pickFormId}
      action={`/benchmarks/${board.benchmark}/compare`}
      method="get"
      aria-label="Compare models"
      className="bottom-0 z-4 mt-s3 has-data-[testid=picked]:sticky flex min-h-52 flex-wrap items-center gap-x-s4 gap-y-s1 border border-rule border-t-line border-t-ink bg-panel px-12 py-8 text-small print:hidden"
    >
      {picked
        .filter(({ isOnPage }) => !isOnPage)
        .map(({ slug, name }) => (
          <input key={slug} type="hidden" name="model" value={slug} data-name={name} />
        ))}
      <PickedModels
        key={query.picked.join(' ')}
        initial={picked}
        formId={pickFormId}
        most={modelLetters.length}
        letters={modelLetters.map((letter) => <ModelLetter key={letter} letter={letter} />)}
        clearHref={addressOfQuery(path, { ...query, picked: [] })}
      />
      <button type="submit" className={`ml-auto ${buttonClasses('main')}`}>
        Compare
      </button>
    </form>
  );
}
