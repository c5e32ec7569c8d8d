import { buffer } from 'node:stream/consumers';
import { isObjectMissing, objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { listRowsOfModels } from '@/db/queries/pair-queries';
import { listScoredVersions } from '@/db/queries/submission-queries';
import type { DifferingItemsView } from '@/lib/contracts/compared-models';
import { formatCsvLine } from '@/lib/core/commitment/item-table';
import {
  chooseItemValues,
  compareItem,
  countDifferingItems,
  decodeItemValues,
  type ItemValuesRule,
} from '@/lib/core/item-values/item-values';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { RevealedRound } from '@/lib/core/round/round';
import type { Actor } from '../access/caller';
import { requirePublicRound } from '../access/require-benchmark';

type Values = Uint8Array | Float32Array;

/** A round's values for each item and two models, as the scorer stored them. */
type ItemsOfPair = {
  readonly roundId: string;
  readonly rule: ItemValuesRule;
  readonly values: readonly [Values, Values];
  readonly view: DifferingItemsView;
};

/** Two models, by their slugs. */
export type SlugPair = readonly [first: string, second: string];

/** Counts, by label, the items on which one of two models is better than the other; for revealed rounds only. */
export async function findDifferingItems(
  slug: string,
  number: number,
  pair: SlugPair,
  reader: Actor | null = null,
): Promise<Result<DifferingItemsView>> {
  const items = await openItems(slug, number, pair, reader);
  return items.ok ? ok(items.value.view) : items;
}

/** The items on which two models differ as a CSV in chunks: id, label, both predictions, and the model with the better one. */
export async function listDifferingItems(
  slug: string,
  number: number,
  pair: SlugPair,
  reader: Actor | null = null,
): Promise<Result<AsyncIterable<Uint8Array>>> {
  const items = await openItems(slug, number, pair, reader);
  return items.ok ? ok(writeCsv(items.value)) : items;
}

async function openItems(
  slug: string,
  number: number,
  pair: SlugPair,
  reader: Actor | null = null,
): Promise<Result<ItemsOfPair>> {
  const found = await requirePublicRound(webPlatform().db, slug, number, reader);
  if (!found.ok) return found;
  const { benchmark, round } = found.value;
  // The round's state decides, not whether an object exists: before the reveal, nothing in the object store is read.
  if (round.state !== 'revealed') return refuse({ kind: 'not_revealed', state: round.state });
  const [items] = await readItemsOfPair(benchmark, [round], pair);
  return items ? ok(items) : refuse({ kind: 'not_found', what: 'list of items on which two models differ' });
}

/**
 * Reads the item values of two models in those of the given rounds that rank both, in the order of the rounds.
 * Empty where the metric has no value for each item.
 */
export async function readItemsOfPair(
  benchmark: BenchmarkRow,
  rounds: readonly RevealedRound[],
  pair: SlugPair,
): Promise<ItemsOfPair[]> {
  const roundIds = rounds.map(({ roundId }) => roundId);
  const rule = chooseItemValues(metricByName[benchmark.metric]);
  if (!rule || roundIds.length === 0 || pair[0] === pair[1]) return [];
  const { db } = webPlatform();
  const [rows, scored] = await Promise.all([
    listRowsOfModels(db, roundIds, pair),
    listScoredVersions(db, roundIds, pair),
  ]);
  const found: ItemsOfPair[] = [];
  for (const round of rounds) {
    const entries =
      rows.find(({ roundId }) => roundId === round.roundId)?.rows.map(({ entry }) => entry) ?? [];
    const [first, second] = pair.map((slug) => entries.find(({ model_slug }) => model_slug === slug));
    if (!first || !second) continue;
    const [firstValues, secondValues] = await Promise.all(
      [first, second].map(async ({ model_slug, version }) => {
        const of = scored.find(
          (one) => one.roundId === round.roundId && one.modelSlug === model_slug && one.version === version,
        );
        const bytes = of && (await readBytes(round.roundId, of.submissionId));
        return bytes && decodeItemValues(bytes, rule.areRightOrWrong);
      }),
    );
    if (!firstValues || !secondValues) continue;
    const values = [firstValues, secondValues] as const;
    const labels = await readBytes(round.roundId, 'labels');
    found.push({
      ...{ roundId: round.roundId, rule, values },
      view: viewOfItems(benchmark, round, { first, second, values, labels, rule }),
    });
  }
  return found;
}

async function readBytes(roundId: string, name: string): Promise<Uint8Array | null> {
  try {
    const { stream } = await webPlatform().objects.open(objectKeys.itemValues(roundId, name));
    return await buffer(stream);
  } catch (error) {
    if (isObjectMissing(error)) return null;
    throw error;
  }
}

type Compared = {
  readonly first: LeaderboardEntry;
  readonly second: LeaderboardEntry;
  readonly values: readonly [Values, Values];
  readonly labels: Uint8Array | null;
  readonly rule: ItemValuesRule;
};

function viewOfItems(
  { slug, metric, classes }: BenchmarkRow,
  { number, title }: RevealedRound,
  { first, second, values, labels, rule }: Compared,
): DifferingItemsView {
  const { direction } = rule;
  const counted = countDifferingItems(values, { direction, labels, classCount: classes.length });
  return {
    ...{ benchmark: slug, round: number, title, metric },
    first: nameModel(first),
    second: nameModel(second),
    item_count: counted.itemCount,
    first_better: counted.firstBetter,
    second_better: counted.secondBetter,
    both_right: rule.areRightOrWrong ? counted.bothRight : null,
    better_if: rule.meaning,
    labels:
      labels &&
      counted.byLabel.map(({ itemCount, firstBetter, secondBetter }, i) => ({
        label: classes[i]!,
        ...{ item_count: itemCount, first_better: firstBetter, second_better: secondBetter },
      })),
  };
}

const nameModel = ({ model, model_slug, version }: LeaderboardEntry) => ({ model, model_slug, version });

async function* writeCsv({ roundId, rule, values, view }: ItemsOfPair): AsyncGenerator<Uint8Array> {
  const [first, second] = values;
  yield Buffer.from(formatCsvLine(['id', 'label', view.first.model_slug, view.second.model_slug, 'better']));
  let item = 0;
  for await (const lines of readLines(roundId)) {
    let piece = '';
    for (const line of lines) {
      const [mine, theirs] = [first[item]!, second[item]!];
      item++;
      const order = compareItem(mine, theirs, rule.direction);
      if (order === 0) continue;
      const better = order > 0 ? view.first.model_slug : view.second.model_slug;
      piece += `${String(JSON.parse(line))},${formatCsvLine([roundToStored(mine), roundToStored(theirs), better])}`;
    }
    if (piece !== '') yield Buffer.from(piece);
  }
}

/** Values are stored as 32-bit floats, which have about seven significant digits; this hides the others. */
const roundToStored = (value: number): number => Number(value.toPrecision(7));

/** Yields an archive's items in chunks of lines, so that other requests are served in between. */
async function* readLines(roundId: string): AsyncGenerator<string[]> {
  const { stream } = await webPlatform().objects.open(objectKeys.itemValues(roundId, 'items'));
  let rest = '';
  stream.setEncoding('utf8');
  for await (const text of stream) {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop()!;
    yield lines;
  }
}
