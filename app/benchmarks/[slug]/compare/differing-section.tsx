import Link from 'next/link';
import { ModelLetter } from '@/app/_ui/glyphs/model-letter';
import { Section } from '@/app/_ui/page/section';
import type { ComparedModelsView, ModelLetter as Letter } from '@/lib/contracts/compared-models';
import type { DifferingItemsView } from '@/lib/contracts/differing-items';
import type { DifferingPair } from '@/services/page/find-compare-page';
import { addressOfComparison } from './address-of-comparison';
import { DifferingBars } from './differing-bars';
import { DifferingLabels } from './differing-labels';

type Letters = DifferingPair['letters'];

/** On which items of revealed rounds two of the models differ: how many, and by label. */
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
      aside="revealed rounds alone; the final part, by the labels that were sealed"
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

/** Links, since the choice stands in the address. */
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
            <Both letters={[first, second]} />
          </Link>
        );
      })}
    </nav>
  );
}

const Both = ({ letters: [first, second] }: { letters: readonly [Letter, Letter] }) => (
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
