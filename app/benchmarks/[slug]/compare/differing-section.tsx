import Link from 'next/link';
import { ModelLetter } from '@/app/_ui/glyphs/glyphs';
import { Section } from '@/app/_ui/page/section';
import { DataTable } from '@/app/_ui/table/data-table';
import type {
  ComparedModelsView,
  DifferingItemsView,
  ModelLetter as Letter,
} from '@/lib/contracts/compared-models';
import type { DifferingPair } from '@/services/page/find-model-page';
import { addressOfComparison } from './model-cards';

type Letters = DifferingPair['letters'];

/** Items of revealed rounds on which exactly one of two models is right or better: their number in total and by label. */
export function DifferingSection({
  compared,
  differing: { letters, rounds },
}: {
  compared: ComparedModelsView;
  differing: DifferingPair;
}) {
  const [first, second] = letters;
  const newest = rounds[0]!;
  return (
    <Section
      id="items"
      title={`Where ${first} and ${second} differ`}
      aside="revealed rounds alone; the final split, by the labels that were sealed"
    >
      {compared.models.length > 2 && <PairChoice compared={compared} letters={letters} />}
      <div className="grid grid-cols-[1fr_1.1fr] items-start gap-x-64 gap-y-s5 *:min-w-0 max-wide:grid-cols-1">
        <div>
          <DifferingBars letters={letters} rounds={rounds} />
          <p className="mt-s4 max-w-[52ch] text-small text-ink-2">{describeItems(newest, letters)}</p>
          <p className="mt-s3 text-small">
            Items as CSV:{' '}
            {rounds.map((round, i) => (
              <span key={round.round}>
                {i > 0 && ', '}
                <a href={addressOfItems(round)}>{round.title}</a>
              </span>
            ))}
          </p>
        </div>
        {newest.labels && <DifferingLabels letters={letters} round={newest} labels={newest.labels} />}
      </div>
    </Section>
  );
}

/** Links that choose the pair of models; the page's address keeps the choice. */
function PairChoice({
  compared: { benchmark, models },
  letters,
}: {
  compared: ComparedModelsView;
  letters: Letters;
}) {
  const address = addressOfComparison(
    benchmark,
    models.map(({ model_slug }) => model_slug),
  );
  const pairs = models.flatMap(({ letter: first }, at) =>
    models.slice(at + 1).map(({ letter: second }): Letters => [first, second]),
  );
  return (
    <nav aria-label="Pair" className="mb-s4 flex flex-wrap gap-x-s4 gap-y-s2 text-small">
      {pairs.map(([first, second]) => {
        const isCurrent = first === letters[0] && second === letters[1];
        return (
          <Link
            key={first + second}
            href={`${address}&pair=${first}${second}#items`}
            aria-current={isCurrent ? 'true' : undefined}
            aria-label={`${first} and ${second}`}
            className="border-b-line border-transparent py-4 text-ink no-underline hover:border-rule-2 aria-[current]:border-ink"
          >
            <LetterPair letters={[first, second]} />
          </Link>
        );
      })}
    </nav>
  );
}

const LetterPair = ({ letters: [first, second] }: { letters: readonly [Letter, Letter] }) => (
  <>
    <ModelLetter letter={first} /> <ModelLetter letter={second} />
  </>
);

const count = new Intl.NumberFormat('en');

function describeItems(round: DifferingItemsView, [first, second]: Letters): string {
  const { title, item_count, first_better, second_better, both_right, better_if } = round;
  const differing = `${count.format(first_better + second_better)} of ${count.format(item_count)} items`;
  const split = `${count.format(first_better)} to ${count.format(second_better)}`;
  const same = item_count - first_better - second_better;
  if (both_right === null)
    return `In ${title} the two differ on ${differing}: ${first} does better on ${count.format(first_better)}, ${second} on ${count.format(second_better)}.${better_if ? ` A model does better on an item if ${better_if}.` : ''} By how much is not counted here.`;
  return same === item_count
    ? `In ${title} the two are right on the same items.`
    : `In ${title} the two differ on ${differing}, ${split}. Only these decide the test: ${count.format(both_right)} are right by both, ${count.format(same - both_right)} wrong by both.`;
}

const addressOfItems = ({ benchmark, round, first, second }: DifferingItemsView): string =>
  `/api/v1/benchmarks/${benchmark}/rounds/${round}/differing-items?model=${first.model_slug}&model=${second.model_slug}&format=csv`;

/**
 * Bars with the items on which only one of the models is right, or does better, as shares of the round's items on a common
 * scale.
 */
function DifferingBars({
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
        <Key tone="bg-ink-2" letter={first} meaning={areHits ? 'alone is right' : 'does better'} />
        <Key tone={secondTone} letter={second} meaning={areHits ? 'alone is right' : 'does better'} />
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

/**
 * Classes of the second model's bar: light with an edge, so that readers who can't distinguish colours distinguish it from the
 * first model's dark bar.
 */
const secondTone = 'bg-shallow-2 border border-sea';

function Key({ tone, letter, meaning }: { tone: string; letter: Letter; meaning: string }) {
  return (
    <span className="inline-flex items-center gap-6">
      <i className={`size-12 ${tone}`} aria-hidden="true" />
      <ModelLetter letter={letter} /> {meaning}
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

type Tally = NonNullable<DifferingItemsView['labels']>[number];

/** Maximum number of labels shown; the JSON has all of them. */
const rowsMax = 20;

const netOf = ({ first_better, second_better }: Tally) => first_better - second_better;

/** Numbers of items by label, the largest balance first. */
function DifferingLabels({
  letters: [first, second],
  round: { title },
  labels,
}: {
  letters: DifferingPair['letters'];
  round: DifferingItemsView;
  labels: readonly Tally[];
}) {
  const rows = labels.toSorted((a, b) => Math.abs(netOf(b)) - Math.abs(netOf(a))).slice(0, rowsMax);
  const left = labels.length - rows.length;
  return (
    <div data-testid="differing-labels">
      <h3 className="mb-s2 font-sans text-data font-semibold font-stretch-normal normal-nums">
        {title}, by label
      </h3>
      <DataTable
        look="brief"
        caption={`Items of ${title} on which the two differ, by label`}
        rows={rows}
        keyOf={({ label }) => label}
        columns={[
          {
            title: 'Label',
            isRowHeader: true,
            cell: 'max-w-200 truncate max-phone:max-w-140',
            value: ({ label }) => label,
          },
          { title: 'Items', align: 'end', value: ({ item_count }) => count.format(item_count) },
          { title: first, align: 'end', value: ({ first_better }) => count.format(first_better) },
          { title: second, align: 'end', value: ({ second_better }) => count.format(second_better) },
          { title: 'Balance', align: 'end', value: (tally) => signed(netOf(tally)) },
        ]}
      />
      <p className="mt-s3 max-w-[52ch] text-small text-ink-2">
        No label is tested by itself: read the pattern, not single counts.
        {left > 0 && ` ${left} more are in the JSON.`}
      </p>
    </div>
  );
}

const signed = (value: number): string =>
  value === 0 ? '0' : `${value > 0 ? '+' : '−'}${count.format(Math.abs(value))}`;
