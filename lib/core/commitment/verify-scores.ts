import { type Split, splits } from '../benchmark';
import { keysOf } from '../keys-of';
import { metricByName } from '../metrics/metric-name';
import { pickComparedValues } from '../scoring/choose-pair-test';
import type { LabelColumn } from '../scoring/label-column';
import { type ScoredSplit, type SplitScores, scoreSplit, seedOf } from '../scoring/score-split';
import type { ComparedValues, PairTest } from '../statistics/compare-pairs';
import { parsePredictions } from '../submission/parse-predictions';
import type { Archive, ArchiveEvaluation, ArchiveFiles, ArchiveScores, LabelledArchive } from './archive';
import { formatHex, type Hasher } from './hasher';
import { type ArchiveFinding, describeOthers } from './verification-report';

/**
 * The hash that confirms a file's bytes as the scored bytes: that of the receipt, or that of the archive's list; null if
 * neither does.
 */
export type FileCheck = 'receipt' | 'list' | null;

/** Outcome for one submission's file and scores. */
export type VerifiedEvaluation = {
  readonly evaluation: ArchiveEvaluation;
  readonly isFileThere: boolean;
  readonly file: FileCheck;
  /** Recomputed scores; null when the file could not be scored. */
  readonly scores: Readonly<Record<Split, SplitScores>> | null;
  /** Scores on the labels that errata have corrected; null without errata. */
  readonly correctedScores: Readonly<Record<Split, SplitScores>> | null;
  /** Compared values of the final split: with the sealed labels, and with the corrected labels. */
  readonly comparedValues: {
    readonly sealed: ComparedValues | null;
    readonly corrected: ComparedValues | null;
  };
  readonly fileFindings: readonly ArchiveFinding[];
  readonly scoreFindings: readonly ArchiveFinding[];
};

/** The part that is stored until all are verified. */
export type VerifiedScores = Omit<VerifiedEvaluation, 'comparedValues'>;

type VerifiedBy = {
  /** Names of the random streams. */
  readonly archive: Pick<Archive, 'benchmark' | 'round' | 'commitment'>;
  readonly test: PairTest;
  readonly round: LabelledArchive;
  /** Null where there are no errata. */
  readonly correctedLabels: LabelColumn | null;
  readonly files: ArchiveFiles;
  readonly hasher: Hasher;
};

/**
 * Scores one submission's prediction file again, by the scorer's own code and seeds, and compares every number with the
 * archive's: all doubles have to be the same.
 */
export async function verifyEvaluation(
  evaluation: ArchiveEvaluation,
  { archive, test, round, correctedLabels, files, hasher }: VerifiedBy,
): Promise<VerifiedEvaluation> {
  const bytes = await files.read(evaluation.predictions);
  const subject = evaluation.submission;
  if (bytes === null)
    return {
      ...unscored,
      evaluation,
      isFileThere: false,
      file: null,
      fileFindings: [{ what: 'file', subject, detail: `${evaluation.predictions} is not there` }],
      scoreFindings: [],
    };
  const { file, finding } = checkFile(evaluation, formatHex((await hasher.sha256Many([bytes]))[0]!), files);
  const predictions = await parsePredictions([bytes], {
    task: round.rules.task,
    classes: round.rules.classes,
    needsProbabilities: metricByName[round.rules.metric].needs === 'probabilities',
    ids: round.index,
  });
  const known = { evaluation, isFileThere: true, file, fileFindings: finding === null ? [] : [finding] };
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

/** The receipt of a compressed upload is for the compressed bytes, so the plain bytes are compared with the archive's list. */
function checkFile(
  { submission, predictions: path, file_sha256: receipt }: ArchiveEvaluation,
  sha256: string,
  { listed }: ArchiveFiles,
): { file: FileCheck; finding: ArchiveFinding | null } {
  const finding = (detail: string) => ({
    file: null,
    finding: { what: 'file' as const, subject: submission, detail },
  });
  const expected = listed?.get(path);
  if (expected !== undefined && expected !== sha256)
    return finding(`${path} has SHA-256 ${sha256}, the archive’s list has ${expected}`);
  if (sha256 === receipt) return { file: 'receipt', finding: null };
  if (expected !== undefined) return { file: 'list', finding: null };
  return finding(
    `${path} has SHA-256 ${sha256}, the receipt has ${receipt}. Without a list of the archive’s files, a compressed upload can’t be distinguished from a changed one`,
  );
}

/** Only one finding per split, since a changed label or file changes every number. */
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
