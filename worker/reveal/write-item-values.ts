import { objectKeys } from '@/adapters/object-store/object-store';
import type { ArchivedEvaluation } from '@/db/hidden/evaluation-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { formatCsvLine } from '@/lib/core/commitment/item-table';
import { chooseItemValues, encodeItemValues, type ItemValuesRule } from '@/lib/core/item-values/item-values';
import { metricByName } from '@/lib/core/metrics/metric-name';
import type { ClosedRound } from '@/lib/core/round/round';
import { selectSplit } from '@/lib/core/scoring/score-split';
import type { ScorerPlatform } from '../scorer-platform';
import { readSubmittedFile } from '../scoring/read-submitted-file';
import { openFinalValues } from '../snapshot/list-ranked-models';
import { makeRoundVault, type OpenedRound } from '../vault/round-vault';

/**
 * Writes each final item's value for each submission of the archive, so that readers can see on which items
 * two models differ; writes nothing for metrics without values per item. The values can be computed from the
 * archive, and are hidden until the round is revealed. @returns the names of the written objects
 */
export async function writeItemValues(
  platform: ScorerPlatform,
  {
    round,
    benchmark,
    evaluations,
  }: { round: ClosedRound; benchmark: BenchmarkRow; evaluations: readonly ArchivedEvaluation[] },
): Promise<string[]> {
  const rule = chooseItemValues(metricByName[benchmark.metric]);
  if (!rule) return [];
  const opened = await makeRoundVault(platform).open(round, benchmark);
  const names: string[] = [];
  const put = async (name: string, bytes: AsyncIterable<Uint8Array>) => {
    await platform.objects.put(objectKeys.itemValues(round.roundId, name), bytes);
    names.push(name);
  };
  await put('items', listItems(opened, benchmark.classes));
  if (opened.labels instanceof Int32Array) await put('labels', listLabels(opened.labels, opened));
  for (const evaluation of evaluations) {
    const values = await findItemValues(platform, evaluation, { rule, benchmark, opened });
    await put(evaluation.submission.submissionId, whole(encodeItemValues(values, rule.areRightOrWrong)));
  }
  return names;
}

/**
 * Returns a submission's value for each item. Outcomes are stored with the evaluation; merits are computed
 * from the predictions, which are read again.
 */
async function findItemValues(
  platform: ScorerPlatform,
  { evaluationId, submission: { submissionId } }: ArchivedEvaluation,
  { rule, benchmark, opened }: { rule: ItemValuesRule; benchmark: BenchmarkRow; opened: OpenedRound },
): Promise<Float64Array> {
  const { itemComparison } = metricByName[benchmark.metric];
  if (rule.by === 'outcomes' || itemComparison.by !== 'merits')
    return openFinalValues(platform.client.db, opened.key, { evaluationId, areOutcomes: true });
  const predictions = await readSubmittedFile(platform, submissionId, benchmark, opened);
  if (!predictions.ok) throw new Error('a scored prediction file is refused');
  const positions = opened.positions.final;
  const merits = itemComparison.compute(
    selectSplit({ rules: benchmark, labels: opened.labels, positions, predictions: predictions.value }),
  );
  // A submission for which the metric has no value isn't ranked, so readers never see it compared.
  return merits.ok ? merits.value : new Float64Array(positions.length).fill(Number.NaN);
}

/** Deletes the item values that a failed reveal wrote. */
export async function deleteItemValues(
  { objects }: Pick<ScorerPlatform, 'objects'>,
  roundId: string,
  submissionIds: readonly string[],
): Promise<void> {
  for (const name of ['items', 'labels', ...submissionIds])
    await objects.delete(objectKeys.itemValues(roundId, name));
}

const pieceLength = 65_536;

/**
 * Yields the id and label of each item as CSV cells in a line of JSON, because cells may contain line breaks.
 */
async function* listItems(
  { index, labels, positions }: OpenedRound,
  classes: readonly string[],
): AsyncGenerator<Uint8Array> {
  const labelAt = (position: number) =>
    labels instanceof Int32Array ? classes[labels[position]!] : labels[position];
  let piece = '';
  for (const position of positions.final) {
    const cells = formatCsvLine([index.idAt(position), labelAt(position)!]).trimEnd();
    piece += `${JSON.stringify(cells)}\n`;
    if (piece.length < pieceLength) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(piece);
}

/** Encodes the class of each item as one byte: a benchmark has at most a hundred classes. */
const listLabels = (labels: Int32Array, { positions }: OpenedRound): AsyncIterable<Uint8Array> =>
  whole(Uint8Array.from(positions.final, (position) => labels[position]!));

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
