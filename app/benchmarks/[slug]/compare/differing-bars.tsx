import { ModelLetter } from '@/app/_ui/glyphs/model-letter';
import type { DifferingItemsView } from '@/lib/contracts/differing-items';
import type { DifferingPair } from '@/services/page/find-compare-page';

const count = new Intl.NumberFormat('en');

/** How many items each of the two alone has right, or does better on, as shares of the round's items on one scale. */
export function DifferingBars({
  letters: [first, second],
  rounds,
}: {
  letters: DifferingPair['letters'];
  rounds: readonly DifferingItemsView[];
}) {
  const shareOf = ({ first_better, second_better, item_count }: DifferingItemsView) =>
    (first_better + second_better) / item_count;
  const widest = Math.max(...rounds.map(shareOf)) || 1;
  const areHits = rounds[0]?.both_right !== null;
  return (
    <>
      <p className="mb-s3 flex flex-wrap items-center gap-x-s4 gap-y-s1 text-small text-ink-2">
        <Key tone="bg-ink-2" letter={first} words={areHits ? 'alone is right' : 'does better'} />
        <Key tone={secondTone} letter={second} words={areHits ? 'alone is right' : 'does better'} />
      </p>
      <ul className="grid list-none gap-s3 p-0 text-data">
        {rounds.map((round) => (
          <li key={round.round} className="grid grid-cols-[112px_minmax(0,1fr)] items-center gap-x-s3">
            <span className="truncate" title={round.title}>
              {round.title}
            </span>
            <span className="flex" style={{ width: `${(100 * shareOf(round)) / widest}%` }}>
              <Bar
                share={round.first_better / (round.first_better + round.second_better || 1)}
                tone="bg-ink-2 text-paper"
              >
                {count.format(round.first_better)}
              </Bar>
              <Bar
                share={round.second_better / (round.first_better + round.second_better || 1)}
                tone={`${secondTone} text-ink`}
              >
                {count.format(round.second_better)}
              </Bar>
            </span>
            <span className="col-start-2 text-small text-ink-3">
              of {count.format(round.item_count)} items
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Light with an edge, against the dark of the first: told apart without any hue. */
const secondTone = 'bg-shallow-2 border border-sea';

function Key({ tone, letter, words }: { tone: string; letter: 'A' | 'B' | 'C' | 'D'; words: string }) {
  return (
    <span className="inline-flex items-center gap-6">
      <i className={`size-12 ${tone}`} aria-hidden="true" />
      <ModelLetter letter={letter} /> {words}
    </span>
  );
}

function Bar({ share, tone, children }: { share: number; tone: string; children: React.ReactNode }) {
  return (
    <span
      className={`min-w-[max-content] px-6 py-2 text-small tabular-nums ${tone}`}
      style={{ width: `${100 * share}%` }}
    >
      {children}
    </span>
  );
}
