import { Readable } from 'node:stream';
import { compareBytes, ObjectChanged, objectKeys } from '@/adapters/object-store/object-store';
import type { ArchivedEvaluation } from '@/db/hidden/evaluation-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { formatArchiveReadme, formatSha256Sums } from '@/lib/contracts/archive/archive-formats';
import { composeCroissant } from '@/lib/contracts/archive/croissant';
import { type ModelSample, pickSample } from '@/lib/contracts/model-signature';
import type { ArchiveEvaluation, ArchiveScores } from '@/lib/core/commitment/archive';
import { formatHex } from '@/lib/core/commitment/hasher';
import { createItemTable, formatCsvLine, type ItemTable } from '@/lib/core/commitment/item-table';
import type { ArchiveFile, ClosedRound, Commitment } from '@/lib/core/round/round';
import { createTrainingWriter, trainingFileName } from '@/lib/core/round/training';
import type { SplitScores } from '@/lib/core/scoring/score-split';
import type { ScorerPlatform } from '../scorer-platform';
import { openPayload } from '../vault/round-cipher';
import { encodeParquet, formatArchiveJson, zipFiles } from './archive-formats';
import { type CommittedRound, openCommittedRound } from './open-committed-round';
import { openModelPredictions, openPredictionFile } from './open-predictions';

export type WrittenArchive = {
  /** The archive's files; last the zip of all of them, and the training file, whose items are in the zip already. */
  readonly files: ArchiveFile[];
  /** The first public sample of a benchmark that runs models. */
  readonly sample: ModelSample | null;
};

type ToArchive = {
  round: ClosedRound;
  benchmark: BenchmarkRow;
  commitment: Commitment;
  evaluations: readonly ArchivedEvaluation[];
};

/**
 * Writes all files of a round's archive to the object store, as streams. The same round and evaluations give the same bytes, so
 * that a second try, or two concurrent ones, end in the same archive. This alone publishes nothing.
 * @throws before any write when the items differ from the committed ones
 */
export async function writeArchive(platform: ScorerPlatform, toArchive: ToArchive): Promise<WrittenArchive> {
  const { round, benchmark } = toArchive;
  const opened = await openCommittedRound(platform, toArchive);
  try {
    const files: ArchiveFile[] = [];
    const put = async (name: string, bytes: AsyncIterable<Uint8Array>) => {
      files.push({
        name,
        ...(await platform.objects.put(objectKeys.archiveFile(round.roundId, name), bytes)),
      });
    };
    const table = createItemTable({
      task: benchmark.task,
      format: opened.format,
      inputColumns: round.checkReport.inputColumns,
      sliceColumns: round.checkReport.sliceColumns,
      hasOriginalIds: toArchive.commitment.ids === 'drawn',
    });
    const evaluations = await writePredictions(platform, opened, toArchive, put);
    await writeItems(toArchive, opened, { table, evaluations }, put);
    await writeDescriptions(toArchive, { table, files }, put);
    const zipped = files.map((file) => ({ ...file, open: () => openWritten(platform, round, file) }));
    await put('archive.zip', zipFiles(zipped, round.closedAt));
    await writeTraining(round, opened, put);
    return { files, sample: composeSample(benchmark, opened) };
  } finally {
    await opened.close();
  }
}

function composeSample(
  { modelSignature, modelSample }: BenchmarkRow,
  { rows }: CommittedRound,
): ModelSample | null {
  if (modelSignature === null || modelSample !== null) return null;
  return pickSample(rows(), modelSignature.input);
}

/** A written file of the archive, for the zip. The stream fails at its end when another file has replaced it. */
async function openWritten(
  { objects }: ScorerPlatform,
  { roundId }: ClosedRound,
  { name, sha256, byteCount }: ArchiveFile,
): Promise<Readable> {
  const key = objectKeys.archiveFile(roundId, name);
  const { stream } = await objects.open(key);
  const compared = compareBytes(stream, { sha256, byteCountMax: byteCount });
  async function* requireSame(): AsyncGenerator<Uint8Array> {
    yield* compared.bytes;
    if (!(await compared.isSame())) throw new ObjectChanged(key);
  }
  return Readable.from(requireSame(), { objectMode: false });
}

type Put = (name: string, bytes: AsyncIterable<Uint8Array>) => Promise<void>;

async function writePredictions(
  platform: ScorerPlatform,
  { key, ids }: CommittedRound,
  { benchmark, evaluations: archived }: ToArchive,
  put: Put,
): Promise<ArchiveEvaluation[]> {
  const evaluations: ArchiveEvaluation[] = [];
  for (const evaluation of archived) {
    const { submissionId, kind } = evaluation.submission;
    const file =
      kind === 'predictions'
        ? await openPredictionFile(platform, submissionId)
        : await openModelPredictions(platform, submissionId, { key, ids, classes: benchmark.classes });
    const name = `predictions/${submissionId}.${file.format}`;
    await put(name, file.bytes).finally(file.close);
    evaluations.push(composeEvaluation(key, evaluation, name));
  }
  return evaluations;
}

async function writeItems(
  { round, benchmark, commitment }: ToArchive,
  { secret, rows }: CommittedRound,
  { table, evaluations }: { table: ItemTable; evaluations: readonly ArchiveEvaluation[] },
  put: Put,
): Promise<void> {
  const head = {
    benchmark: benchmark.slug,
    round: round.number,
    title: round.title,
    task: benchmark.task,
    classes: benchmark.classes,
    metric: benchmark.metric,
    secondary_metrics: benchmark.secondaryMetrics,
    direction: benchmark.direction,
    secret: formatHex(secret),
    evaluations,
    commitment,
  };
  await put('archive.json', encodePieces(formatArchiveJson(head, rows())));
  await put('items.csv', encodePieces(formatCsv(table, rows())));
  await put('items.parquet', encodeParquet(table, rows()));
}

function* formatCsv(table: ItemTable, rows: ReturnType<CommittedRound['rows']>): Generator<string> {
  yield formatCsvLine(table.columns.map(({ name }) => name));
  for (const row of rows) yield formatCsvLine(table.cellsOf(row));
}

async function writeTraining(
  { number, checkReport: { inputColumns: columns, hasGroup, hasDate } }: ClosedRound,
  { format, rows }: CommittedRound,
  put: Put,
): Promise<void> {
  const writer = createTrainingWriter({ format, columns, hasGroup, hasDate }, number);
  function* lines(): Generator<string> {
    yield writer.header;
    for (const row of rows()) yield writer.line(row);
  }
  await put(trainingFileName(format), encodePieces(lines()));
}

async function writeDescriptions(
  { round, benchmark, commitment }: ToArchive,
  { table, files }: { table: ItemTable; files: readonly ArchiveFile[] },
  put: Put,
): Promise<void> {
  const croissant = composeCroissant({
    slug: benchmark.slug,
    benchmarkTitle: benchmark.title,
    description: benchmark.description,
    round: round.number,
    roundTitle: round.title,
    classes: benchmark.classes,
    closedAt: round.closedAt,
    commitment,
    columns: table.columns,
    files,
  });
  await put('croissant.json', encodePieces([`${JSON.stringify(croissant, null, 2)}\n`]));
  const readme = formatArchiveReadme({
    benchmark: benchmark.slug,
    benchmarkTitle: benchmark.title,
    round: round.number,
    root: commitment.root,
  });
  await put('README.txt', encodePieces([readme]));
  await put('SHA256SUMS', encodePieces([formatSha256Sums(files)]));
}

const pieceLength = 65_536;

/** Short texts as bytes in pieces that are large enough for a write each. */
async function* encodePieces(texts: Iterable<string>): AsyncGenerator<Uint8Array> {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < pieceLength) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece !== '') yield Buffer.from(piece);
}

/** An evaluation by public names, with the scorer's own scores: full doubles, not rounded. */
function composeEvaluation(
  key: Uint8Array,
  { submission, kind, model, team, evaluationId, scorerVersion, ciphertext }: ArchivedEvaluation,
  predictions: string,
): ArchiveEvaluation {
  const { feedback, final } = openPayload(key, evaluationId, ciphertext);
  return {
    submission: submission.submissionId,
    model,
    version: submission.version,
    team,
    evidence: submission.evidence,
    kind,
    chosen: submission.chosenAt !== null,
    reported_score: submission.feedback?.score ?? null,
    received_at: submission.receivedAt.toISOString(),
    file_sha256: submission.fileSha256,
    predictions,
    scorer_version: scorerVersion,
    scores: { feedback: scoresOf(feedback), final: scoresOf(final) },
  };
}

function scoresOf({ primary, secondary }: SplitScores): ArchiveScores {
  return { score: primary?.score ?? null, interval: primary?.interval ?? null, secondary };
}
