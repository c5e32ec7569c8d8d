import { type Split, splits } from '../benchmark';
import { keysOf } from '../keys-of';
import { metricByName } from '../metrics/metric-name';
import type { ArchiveFile } from '../round/round';
import { pickComparedValues } from '../scoring/choose-pair-test';
import type { LabelColumn } from '../scoring/label-column';
import { type ScoredSplit, type SplitScores, scoreSplit, seedOf } from '../scoring/score-split';
import type { ComparedValues, PairTest } from '../statistics/compare-pairs';
import { parsePredictions } from '../submission/parse-predictions';
import type { Archive, ArchiveEvaluation, ArchiveFiles, ArchiveScores, LabelledArchive } from './archive';
import { formatHex, type Hasher } from './hasher';
import { type ArchiveFinding, describeOthers } from './verification-report';

/**
 * Origin of the hash that confirms a file's bytes: the submission's receipt, or `archive.json` for a file that was sent
 * compressed or made by a model; null if no hash matches.
 */
export type FileCheck = 'receipt' | 'archive' | null;

/** One submission's prediction file as it was read. */
export type PredictionsFile = {
  /** Content of the file; null if the archive has no such file. */
  readonly bytes: Uint8Array | null;
  readonly stored: ArchiveFile | null;
  readonly check: FileCheck;
  readonly finding: ArchiveFinding | null;
};

/** Result of checking one submission's file and scores. */
export type VerifiedEvaluation = {
  readonly evaluation: ArchiveEvaluation;
  readonly isFileThere: boolean;
  /** Scores computed again on both splits; null when the file could not be scored. */
  readonly scores: Readonly<Record<Split, SplitScores>> | null;
  /** Scores computed with the labels that errata have corrected; null without errata. */
  readonly correctedScores: Readonly<Record<Split, SplitScores>> | null;
  /** Values on the final split that the paired tests compare: by the sealed labels, and by the corrected labels. */
  readonly comparedValues: {
    readonly sealed: ComparedValues | null;
    readonly corrected: ComparedValues | null;
  };
  readonly scoreFindings: readonly ArchiveFinding[];
};

/** The part of a submission's result that is kept until all submissions are verified. */
export type VerifiedScores = Omit<VerifiedEvaluation, 'comparedValues'>;

type VerifiedBy = {
  /** Benchmark and round are parts of the seeds of the random streams; the commitment states the scorer's version. */
  readonly archive: Pick<Archive, 'benchmark' | 'round' | 'commitment'>;
  readonly test: PairTest;
  readonly round: LabelledArchive;
  /** Labels after all errata; null where the round has no errata. */
  readonly correctedLabels: LabelColumn | null;
};

/**
 * Scores one submission's prediction file again with the scorer's code and seeds, and compares every number with the
 * archive: all doubles must be identical.
 */
export async function verifyEvaluation(
  evaluation: ArchiveEvaluation,
  { bytes }: Pick<PredictionsFile, 'bytes'>,
  { archive, test, round, correctedLabels }: VerifiedBy,
): Promise<VerifiedEvaluation> {
  const subject = evaluation.submission;
  if (bytes === null) return { ...unscored, evaluation, isFileThere: false, scoreFindings: [] };
  const predictions = await parsePredictions([bytes], {
    task: round.rules.task,
    classes: round.rules.classes,
    needsProbabilities: metricByName[round.rules.metric].needs === 'probabilities',
    ids: round.index,
  });
  const known = { evaluation, isFileThere: true };
  if (!predictions.ok) {
    const [first] = predictions.error.problems;
    const line = first?.line == null ? '' : `line ${first.line}: `;
    const detail = `${evaluation.predictions} cannot be scored: ${line}${first?.detail ?? 'it is faulty'}`;
    return { ...known, ...unscored, scoreFindings: [{ what: 'predictions', subject, detail }] };
  }
  const seeded = { ...archive, fileSha256: evaluation.file_sha256 };
  const scoreBy = (labels: LabelColumn, split: Split) =>
    scoreSplit({
      rules: round.rules,
      labels,
      groups: round.groups,
      positions: round.positions[split],
      predictions: predictions.value,
      seed: seedOf(seeded, split),
    });
  const score = (labels: LabelColumn) => ({
    feedback: scoreBy(labels, 'feedback'),
    final: scoreBy(labels, 'final'),
  });
  const scored = score(round.labels);
  const corrected = correctedLabels && score(correctedLabels);
  const scores = pickScores(scored);
  return {
    ...known,
    scores,
    correctedScores: corrected && pickScores(corrected),
    comparedValues: {
      sealed: pickComparedValues(test, scored.final),
      corrected: corrected && pickComparedValues(test, corrected.final),
    },
    scoreFindings: splits.flatMap((split) =>
      compareScores(evaluation, split, scores[split], archive.commitment.scorer_version),
    ),
  };
}

const unscored = {
  scores: null,
  correctedScores: null,
  comparedValues: { sealed: null, corrected: null },
} as const;

const pickScores = ({ feedback, final }: Record<Split, ScoredSplit>): Record<Split, SplitScores> => ({
  feedback: feedback.scores,
  final: final.scores,
});

/** Reads one submission's prediction file and compares its hash with that of `archive.json`. */
export async function verifyPredictionsFile(
  { submission, predictions: name, predictions_sha256: expected, file_sha256: receipt }: ArchiveEvaluation,
  files: ArchiveFiles,
  hasher: Hasher,
): Promise<PredictionsFile> {
  const bytes = await files.read(name);
  if (bytes === null) return { bytes, stored: null, check: null, finding: null };
  const sha256 = formatHex((await hasher.sha256Many([bytes]))[0]!);
  const stored = { name, byteCount: bytes.length, sha256 };
  if (sha256 === expected)
    return { bytes, stored, check: sha256 === receipt ? 'receipt' : 'archive', finding: null };
  const detail = `${name} has SHA-256 ${sha256}, archive.json has ${expected}`;
  return { bytes, stored, check: null, finding: { what: 'file', subject: submission, detail } };
}

/**
 * Compares recomputed scores with the archive's. Reports only one finding per split, since a changed label or file changes
 * every number.
 */
function compareScores(
  { submission, scores, scorer_version: version }: ArchiveEvaluation,
  split: Split,
  computed: SplitScores,
  checkedBy: string,
): ArchiveFinding[] {
  const listed: ArchiveScores = scores[split];
  const differences: string[] = [];
  const compare = (name: string, ours: string | number | null, theirs: string | number | null): void => {
    if (ours !== theirs)
      differences.push(
        `${name} on the ${split} split is ${ours ?? 'none'} in the archive; the file gives ${theirs ?? 'none'}`,
      );
  };
  const [ours, theirs] = [listed.interval, computed.primary?.interval ?? null];
  compare('the score', listed.score, computed.primary?.score ?? null);
  for (const name of ['lower', 'upper'] as const)
    compare(`the interval’s ${name} limit`, ours?.[name] ?? null, theirs?.[name] ?? null);
  for (const name of ['level', 'method', 'seed', 'unreliable', 'tail_share'] as const)
    compare(`the interval’s ${name}`, ours?.[name] ?? null, theirs?.[name] ?? null);
  const names = new Set([...keysOf(listed.secondary), ...keysOf(computed.secondary)]);
  for (const name of names) compare(name, listed.secondary[name] ?? null, computed.secondary[name] ?? null);
  if (differences.length === 0) return [];
  const [first, ...others] = differences;
  const by =
    version === checkedBy
      ? ''
      : ` (scored by scorer version ${version}, the round was sealed with ${checkedBy})`;
  return [{ what: 'score', subject: submission, detail: `${first}${describeOthers(others.length)}${by}` }];
}
