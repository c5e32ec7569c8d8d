import { rebuildArchive } from '@/lib/contracts/archive/archive-files';
import type { Split, Task } from '@/lib/core/benchmark';
import {
  type Archive,
  type ArchiveEvaluation,
  type ArchiveFiles,
  type ArchiveScores,
  labelArchive,
} from '@/lib/core/commitment/archive';
import { computeNonces, computeSplitKeys, isFeedback } from '@/lib/core/commitment/drawn-secrets';
import { formatHex, type Hasher, parseHashHex } from '@/lib/core/commitment/hasher';
import { computeLeaves, computeMerkleRoot, hashAt } from '@/lib/core/commitment/merkle-tree';
import { drawSplitsByCount } from '@/lib/core/commitment/verify-items';
import { composeOfficialLeaderboard } from '@/lib/core/feedback/compose-leaderboard';
import { formatCanonicalJson, type JsonValue } from '@/lib/core/files/canonical-json';
import type { Leaderboard } from '@/lib/core/leaderboard/leaderboard';
import { asModelComparison, type ModelComparison } from '@/lib/core/leaderboard/pair-codes';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import { createItemIndex } from '@/lib/core/round/item-index';
import type { ArchiveFile } from '@/lib/core/round/round';
import { choosePairTest, pickComparedValues } from '@/lib/core/scoring/choose-pair-test';
import { type SplitScores, scorerVersion, scoreSplit, seedOf } from '@/lib/core/scoring/score-split';
import { type ComparedValues, comparePairs } from '@/lib/core/statistics/compare-pairs';
import { createRng, type Rng } from '@/lib/core/statistics/rng';
import { parsePredictions } from '@/lib/core/submission/parse-predictions';

const encoder = new TextEncoder();

export type MadeArchive = {
  archive: Archive;
  /** Content of the archive's files by path: `predictions/…` and `archive.json`. */
  bytesOf: Map<string, Uint8Array>;
  files: ArchiveFiles;
  leaderboard: Leaderboard;
};

/** An honest archive of invented items and predictions, in the form that a reveal writes. Equal arguments give equal archives. */
export async function makeArchive(
  hasher: Hasher,
  options: {
    itemCount: number;
    submissionCount: number;
    task?: Task;
    metric?: MetricName;
    secondaryMetrics?: readonly MetricName[];
    seed?: string;
    /** Number of neighbouring items that form a group of dependent items; by default items are independent. */
    groupSize?: number;
  },
): Promise<MadeArchive> {
  const { itemCount, submissionCount, task = 'binary', metric = 'roc_auc' } = options;
  const rng = createRng(options.seed ?? 'archive');
  const classes = { binary: ['no', 'yes'], multiclass: ['calm', 'swell', 'storm'], regression: [], text: [] }[
    task
  ];
  const rows = Array.from({ length: itemCount }, (_, i) => ({
    id: `item-${i}`,
    input: { depth_m: Math.round(rng.nextUnit() * 1e4) / 100, place: `Ståd ${i % 7}` },
    label: drawLabel(task, classes, rng),
  }));
  const archive = await seal(hasher, rows, { ...options, task, metric, classes });
  const bytesOf = new Map<string, Uint8Array>();
  const evaluations: ArchiveEvaluation[] = [];
  const scoresOf: Record<Split, SplitScores>[] = [];
  const valuesOf: ComparedValues[] = [];
  for (let i = 0; i < submissionCount; i += 1) {
    const made = await makeEvaluation(hasher, archive, i, rng);
    evaluations.push(made.evaluation);
    scoresOf.push(made.scores);
    valuesOf.push(made.values);
    bytesOf.set(made.evaluation.predictions, made.bytes);
  }
  const whole: Archive = { ...archive, evaluations };
  return {
    archive: whole,
    ...(await writeArchiveFiles(hasher, whole, bytesOf)),
    leaderboard: composeOfficialLeaderboard(
      {
        metric,
        direction: whole.direction,
        policy: 'final-only',
        itemCount: { feedback: whole.commitment.feedback_count, final: whole.commitment.final_count },
      },
      evaluations.map((evaluation, i) => ({
        kind: 'entry',
        isChosen: false,
        model: evaluation.model,
        modelSlug: evaluation.model,
        version: evaluation.version,
        team: evaluation.team,
        teamSlug: evaluation.team,
        evidence: evaluation.evidence,
        submissionsUsed: 1,
        submittedAt: new Date(evaluation.received_at),
        disclosure: null,
        scores: scoresOf[i]!,
      })),
      compareModels(whole, valuesOf),
    ),
  };
}

/**
 * Writes all files of an archive by the same functions as a reveal, so that they agree even with a changed `archive.json`.
 * @param predictions content of the prediction files by path; all other files are written anew, even if they are in this map
 */
export async function writeArchiveFiles(
  hasher: Hasher,
  archive: Archive,
  predictions: ReadonlyMap<string, Uint8Array>,
): Promise<Pick<MadeArchive, 'bytesOf' | 'files'>> {
  const bytesOf = new Map<string, Uint8Array>();
  const written: ArchiveFile[] = [];
  const add = async (name: string, bytes: Uint8Array) => {
    bytesOf.set(name, bytes);
    const sha256 = formatHex((await hasher.sha256Many([bytes]))[0]!);
    written.push({ name, byteCount: bytes.length, sha256 });
  };
  for (const { predictions: path } of archive.evaluations) {
    const bytes = predictions.get(path);
    if (bytes) await add(path, bytes);
  }
  for (const { name, isInZip, pieces } of rebuildArchive(archive)) {
    if (!isInZip) continue;
    const collected: Uint8Array<ArrayBuffer>[] = [];
    for await (const { bytes } of pieces(written)) collected.push(new Uint8Array(bytes));
    await add(name, new Uint8Array(await new Blob(collected).arrayBuffer()));
  }
  const files: ArchiveFiles = {
    listed: new Map(written.map(({ name, sha256 }) => [name, sha256])),
    listNames: async () => [...bytesOf.keys()],
    irregularities: [],
    read: async (path) => bytesOf.get(path) ?? null,
  };
  return { bytesOf, files };
}

/** The comparison of an archive's models, computed as the site does. */
export function compareModels(archive: Archive, values: readonly ComparedValues[]): ModelComparison {
  const labelled = labelArchive(archive);
  if (!labelled.ok) throw new Error(labelled.error.detail);
  const test = choosePairTest(archive.metric, {
    ...labelled.value,
    positions: labelled.value.positions.final,
  });
  return asModelComparison(test, comparePairs(test, values));
}

type Row = { id: string; input: { depth_m: number; place: string }; label: string | number };

async function seal(
  hasher: Hasher,
  rows: readonly Row[],
  {
    task,
    classes,
    metric,
    secondaryMetrics,
    groupSize,
  }: {
    task: Task;
    metric: MetricName;
    secondaryMetrics?: readonly MetricName[];
    groupSize?: number;
    classes: readonly string[];
  },
): Promise<Archive> {
  const secret = '5d'.repeat(32);
  const key = parseHashHex(secret)!;
  const index = createItemIndex(rows.map(({ id }) => id));
  const rowAt = new Map(rows.map((row) => [index.find(row.id)!, row]));
  const feedbackCount = Math.round(rows.length * 0.3);
  const nonces = await computeNonces(hasher, key, index.listIds());
  const bits = drawSplitsByCount(await computeSplitKeys(hasher, key, index.listIds()), feedbackCount);
  const items = index.listIds().map((id, position) => ({
    id,
    input: rowAt.get(position)!.input,
    label: rowAt.get(position)!.label,
    split: isFeedback(bits, position) ? ('feedback' as const) : ('final' as const),
  }));
  const leaves = await computeLeaves(
    hasher,
    items.map((item) => ({ ...item, inputJson: canonicalJson(item.input) })),
    nonces,
  );
  const archive: Archive = {
    benchmark: 'surf',
    benchmark_title: 'Surf',
    description: 'The state of the sea.',
    round: 2,
    title: 'March',
    closed_at: '2026-04-01T00:00:00.000Z',
    task,
    classes,
    metric,
    secondary_metrics: secondaryMetrics ?? [],
    direction: metricByName[metric].direction,
    secret,
    test_set: {
      format: 'jsonl',
      input_columns: [],
      slice_columns: [],
      has_group: groupSize !== undefined,
      has_date: false,
    },
    items: items.map((item, position) => ({
      ...item,
      group: groupSize === undefined ? null : `group-${Math.floor(position / groupSize)}`,
      date: null,
      nonce: formatHex(hashAt(nonces, position)),
      leaf: formatHex(hashAt(leaves, position)),
    })),
    evaluations: [],
    commitment: {
      root: formatHex(await computeMerkleRoot(hasher, leaves)),
      item_count: rows.length,
      feedback_count: feedbackCount,
      final_count: rows.length - feedbackCount,
      metric,
      scorer_version: scorerVersion,
      sealed_at: '2026-02-20T09:00:00.000Z',
      log_loss_clip: 0.0001,
      inputs_order: 'drawn',
      schedule: {
        opens_at: '2026-03-01T00:00:00.000Z',
        closes_at: '2026-04-01T00:00:00.000Z',
        cadence: { kind: 'monthly', day: 1, time: '09:00' },
        time_zone: 'Europe/Berlin',
      },
    },
  };
  return archive;
}

async function makeEvaluation(
  hasher: Hasher,
  archive: Archive,
  i: number,
  rng: Rng,
): Promise<{
  evaluation: ArchiveEvaluation;
  scores: Record<Split, SplitScores>;
  values: ComparedValues;
  bytes: Uint8Array;
}> {
  const submission = `00000000-0000-4000-8000-${String(i + 1).padStart(12, '0')}`;
  const bytes = encoder.encode(formatPredictions(archive, rng));
  const fileSha256 = formatHex((await hasher.sha256Many([bytes]))[0]!);
  const labelled = labelArchive(archive);
  if (!labelled.ok) throw new Error(labelled.error.detail);
  const { rules, index, labels, groups, positions } = labelled.value;
  const predictions = await parsePredictions([bytes], {
    ...rules,
    needsProbabilities: metricByName[rules.metric].needs === 'probabilities',
    ids: index,
  });
  if (!predictions.ok) throw new Error(predictions.error.problems[0]?.detail);
  const score = (split: Split) =>
    scoreSplit({
      rules,
      labels,
      groups,
      positions: positions[split],
      predictions: predictions.value,
      seed: seedOf({ ...archive, fileSha256 }, split),
    });
  const [feedback, final] = [score('feedback'), score('final')];
  const scores = { feedback: feedback.scores, final: final.scores };
  return {
    bytes,
    scores,
    values: pickComparedValues(
      choosePairTest(rules.metric, { labels, groups, positions: positions.final }),
      final,
    ),
    evaluation: {
      submission,
      model: `model-${i}`,
      version: '1',
      team: `team-${i}`,
      evidence: 'in-round',
      kind: 'entry',
      chosen: false,
      reported_score: null,
      received_at: `2026-03-0${(i % 9) + 1}T12:00:00.000Z`,
      file_sha256: fileSha256,
      predictions_sha256: fileSha256,
      predictions: `predictions/${submission}.csv`,
      scorer_version: scorerVersion,
      scores: { feedback: listScores(scores.feedback), final: listScores(scores.final) },
    },
  };
}

function drawLabel(task: Task, classes: readonly string[], rng: Rng): string | number {
  if (task === 'regression') return Math.round(rng.nextUnit() * 1e3) / 8;
  if (task === 'text') return drawWords(rng);
  return classes[rng.nextUint32() % classes.length]!;
}

/** A random line of six words, from a vocabulary of four. */
const drawWords = (rng: Rng): string =>
  Array.from({ length: 6 }, () => ['calm', 'swell', 'storm', 'été'][rng.nextUint32() % 4]).join(' ');

function formatPredictions({ task, classes, items }: Archive, rng: Rng): string {
  if (task === 'text')
    return [
      'id,prediction',
      ...items.map(({ id, label }) => `${id},${rng.nextUnit() < 0.4 ? label : drawWords(rng)}`),
    ].join('\n');
  if (task === 'regression')
    return [
      'id,prediction',
      ...items.map(({ id, label }) => `${id},${Number(label) + rng.nextUnit() * 20 - 10}`),
    ].join('\n');
  const rows = items.map(({ id, label }) => {
    const weights = classes.map((name) => rng.nextUnit() + (name === label ? 0.4 : 0));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return [id, ...weights.map((weight) => weight / sum)].join(',');
  });
  return [['id', ...classes.map((name) => `p_${name}`)].join(','), ...rows].join('\n');
}

const listScores = ({ primary, secondary }: SplitScores): ArchiveScores => ({
  score: primary?.score ?? null,
  interval: primary?.interval ?? null,
  secondary,
});

function canonicalJson(input: JsonValue): string {
  const text = formatCanonicalJson(input);
  if (!text.ok) throw new Error(text.error);
  return text.value;
}
