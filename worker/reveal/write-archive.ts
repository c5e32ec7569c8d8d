import { Readable } from 'node:stream';
import { compareBytes, ObjectChanged, objectKeys } from '@/adapters/object-store/object-store';
import type { ArchivedEvaluation } from '@/db/hidden/evaluation-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import {
  formatArchiveJson,
  formatCroissant,
  formatItemsCsv,
  formatTraining,
} from '@/lib/contracts/archive/archive-files';
import { formatArchiveReadme, formatSha256Sums } from '@/lib/contracts/archive/archive-formats';
import { encodeParquet } from '@/lib/contracts/archive/items-parquet';
import { type ModelSample, pickSample } from '@/lib/contracts/model-signature';
import type { ArchiveEvaluation, ArchiveHead, ArchiveScores } from '@/lib/core/commitment/archive';
import { formatHex } from '@/lib/core/commitment/hasher';
import { tableOf } from '@/lib/core/commitment/item-table';
import type { RebuiltPiece } from '@/lib/core/commitment/verify-files';
import type { ArchiveFile, ClosedRound, Commitment } from '@/lib/core/round/round';
import { trainingFileName } from '@/lib/core/round/training';
import type { SplitScores } from '@/lib/core/scoring/score-split';
import type { ScorerPlatform } from '../scorer-platform';
import { openPayload } from '../vault/round-cipher';
import { zipFiles } from './archive-formats';
import { type CommittedRound, openCommittedRound } from './open-committed-round';
import { openModelPredictions, openPredictionFile } from './open-predictions';

export type WrittenArchive = {
  /**
   * All files of the archive. The last two are the zip of the others, and the training file, whose items the
   * zip contains.
   */
  readonly files: ArchiveFile[];
  /** The benchmark's public sample for models, if this round makes it; otherwise null. */
  readonly sample: ModelSample | null;
};

type ToArchive = {
  round: ClosedRound;
  benchmark: BenchmarkRow;
  commitment: Commitment;
  evaluations: readonly ArchivedEvaluation[];
};

/**
 * Streams all files of a round's archive to the object store. The same round and evaluations give the same
 * bytes, so that a second try, or two concurrent ones, write the same archive. Writing the files doesn't
 * publish them. @throws before any write when the items differ from the committed ones
 */
export async function writeArchive(platform: ScorerPlatform, toArchive: ToArchive): Promise<WrittenArchive> {
  const { round, benchmark } = toArchive;
  const opened = await openCommittedRound(platform, toArchive);
  try {
    const files: ArchiveFile[] = [];
    const put: Put = async (name, bytes) => {
      const stored = await platform.objects.put(objectKeys.archiveFile(round.roundId, name), bytes);
      files.push({ name, ...stored });
      return stored;
    };
    const evaluations = await writePredictions(platform, opened, toArchive, put);
    const archive = composeHead(toArchive, opened, evaluations);
    const table = tableOf(archive);
    const { rows } = opened;
    await put('archive.json', encodePieces(formatArchiveJson(archive, rows())));
    await put('items.csv', encodePieces(formatItemsCsv(table, rows())));
    await put('items.parquet', bytesOf(encodeParquet(table, rows())));
    await put('croissant.json', encodePieces([formatCroissant(archive, files)]));
    await put('README.txt', encodePieces([formatArchiveReadme(archive)]));
    await put('SHA256SUMS', encodePieces([formatSha256Sums(files)]));
    const zipped = files.map((file) => ({ ...file, open: () => openWritten(platform, round, file) }));
    await put('archive.zip', zipFiles(zipped, round.closedAt));
    await put(trainingFileName(opened.format), encodePieces(formatTraining(archive, rows())));
    return { files, sample: composeSample(benchmark, opened) };
  } finally {
    await opened.close();
  }
}

function composeSample(
  { modelSignature, containerNeeds, modelSample }: BenchmarkRow,
  { rows }: CommittedRound,
): ModelSample | null {
  const hasRuns = modelSignature !== null || containerNeeds !== null;
  return hasRuns && modelSample === null ? pickSample(rows(), modelSignature?.input ?? null) : null;
}

/**
 * Reads a written file of the archive for the zip. The stream fails at its end if another file has replaced
 * the written one.
 */
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

type Put = (name: string, bytes: AsyncIterable<Uint8Array>) => Promise<{ sha256: string }>;

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
    const { sha256 } = await put(name, file.bytes).finally(file.close);
    evaluations.push(composeEvaluation(key, evaluation, { predictions: name, predictions_sha256: sha256 }));
  }
  return evaluations;
}

function composeHead(
  { round, benchmark, commitment }: ToArchive,
  { format, secret }: CommittedRound,
  evaluations: readonly ArchiveEvaluation[],
): ArchiveHead {
  const { inputColumns, sliceColumns, hasGroup, hasDate } = round.checkReport;
  return {
    benchmark: benchmark.slug,
    benchmark_title: benchmark.title,
    description: benchmark.description,
    round: round.number,
    title: round.title,
    closed_at: round.closedAt.toISOString(),
    task: benchmark.task,
    classes: benchmark.classes,
    metric: benchmark.metric,
    secondary_metrics: benchmark.secondaryMetrics,
    direction: benchmark.direction,
    secret: formatHex(secret),
    test_set: {
      format,
      input_columns: format === 'csv' ? inputColumns : [],
      slice_columns: sliceColumns,
      has_group: hasGroup,
      has_date: hasDate,
    },
    evaluations,
    commitment,
  };
}

async function* bytesOf(pieces: AsyncIterable<RebuiltPiece>): AsyncGenerator<Uint8Array> {
  for await (const { bytes } of pieces) yield bytes;
}

const pieceLength = 65_536;

/** Joins short texts to pieces of bytes that are large enough for one write each. */
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

/** Composes an evaluation for the archive, with public names and the scorer's unrounded scores. */
function composeEvaluation(
  key: Uint8Array,
  { submission, kind, model, team, evaluationId, scorerVersion, ciphertext }: ArchivedEvaluation,
  file: Pick<ArchiveEvaluation, 'predictions' | 'predictions_sha256'>,
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
    ...file,
    scorer_version: scorerVersion,
    scores: { feedback: scoresOf(feedback), final: scoresOf(final) },
  };
}

function scoresOf({ primary, secondary }: SplitScores): ArchiveScores {
  return { score: primary?.score ?? null, interval: primary?.interval ?? null, secondary };
}
