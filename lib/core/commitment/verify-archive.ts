import type { LabelCorrection } from '../errata/erratum';
import type { Leaderboard } from '../leaderboard/leaderboard';
import { asModelComparison } from '../leaderboard/pair-codes';
import type { Result } from '../result';
import type { ArchiveFile } from '../round/round';
import { choosePairTest } from '../scoring/choose-pair-test';
import type { LabelColumn } from '../scoring/label-column';
import { type ComparedValues, createPairComparator } from '../statistics/compare-pairs';
import {
  type Archive,
  type ArchiveFiles,
  correctLabels,
  type LabelledArchive,
  labelArchive,
} from './archive';
import { formatHex, type Hasher } from './hasher';
import {
  type ArchiveFinding,
  type CheckLine,
  type CheckStage,
  formatCount,
  lineOf,
  passed,
  type StageName,
  skipped,
  type Verdict,
  type VerificationReport,
} from './verification-report';
import {
  type PublishedRound,
  verifyArchiveCommitment,
  verifyArchiveRules,
} from './verify-archive-commitment';
import { describeWithdrawn, pickCountingEvaluations, verifyArchiveRanking } from './verify-archive-ranking';
import { type RebuildArchive, verifyFiles } from './verify-files';
import { verifyArchiveItems } from './verify-items';
import {
  type PredictionsFile,
  type VerifiedScores,
  verifyEvaluation,
  verifyPredictionsFile,
} from './verify-scores';

export type ArchiveToVerify = {
  /** The parsed archive. The caller must have checked its shape; this function checks its content. */
  readonly archive: Archive;
  /** The bytes of the file `archive.json`, before parsing. */
  readonly archiveBytes: Uint8Array;
  readonly files: ArchiveFiles;
  /**
   * Values published by the site, with which the commitment is compared; may be empty for a copy that is checked offline.
   */
  readonly published: readonly PublishedRound[];
  /** A root that the reader has stored, for example from a receipt, in lower-case hex. */
  readonly knownRoot: string | null;
  /** SHA-256 of `archive.json` as the reader got it from the site, in lower-case hex. */
  readonly knownSha256: string | null;
  /**
   * Published rankings of the round; null for a copy that is checked offline, since an archive contains no ranking, errata
   * or withdrawals.
   */
  readonly ranking: PublishedRankings | null;
};

export type PublishedRankings = {
  /** The published ranking that was computed with the sealed labels. */
  readonly leaderboard: Leaderboard | null;
  /** Rankings by corrected labels, one for each published erratum in order; null without errata. */
  readonly corrected: {
    readonly leaderboard: Leaderboard | null;
    readonly corrections: readonly LabelCorrection[];
  } | null;
};

export type VerifyWith = {
  readonly hasher: Hasher;
  readonly rebuild: RebuildArchive;
  /** Reads a monotonic clock in ms, to measure the duration of each step. */
  readonly readClockMs: () => number;
  /** Called with the share of the work that is done, 0 to 1, and the name of the current step. */
  readonly onProgress: (share: number, doing: string) => void;
};

/** Relative cost of checking an item, of evaluating one, and of writing it to the tables, for the progress bar. */
const [itemWork, evaluationWork, fileWork] = [4, 1, 2];

/**
 * Recomputes a revealed round from its archive: commitment, nonces, splits, leaves, root, every prediction file and every
 * score, the published ranking, and its corrections by published errata; then writes every other file again and compares it.
 * Reads one file at a time. Throws only what `files.read` throws.
 */
export async function verifyArchive(
  toVerify: ArchiveToVerify,
  { hasher, rebuild, readClockMs, onProgress }: VerifyWith,
): Promise<VerificationReport> {
  const { archive, archiveBytes, files, published, knownRoot } = toVerify;
  const startedMs = readClockMs();
  const stages: CheckStage[] = [];
  let stageStartedMs = startedMs;
  const endStage: EndStage = (name, lines) => {
    const nowMs = readClockMs();
    stages.push({ name, seconds: (nowMs - stageStartedMs) / 1000, lines });
    stageStartedMs = nowMs;
  };

  endStage('commitment', [
    ...(await verifyArchiveFile(toVerify, hasher)),
    verifyArchiveRules(archive),
    ...published.map((round) => verifyArchiveCommitment(archive, round)),
    ...(published.length === 0 || knownRoot !== null ? [verifyKnownRoot(archive, knownRoot)] : []),
  ]);

  const workCount = itemWork + evaluationWork * archive.evaluations.length + fileWork;
  const itemShare = itemWork / workCount;
  const scoredShare = 1 - fileWork / workCount;
  const hashing = `hashing ${formatCount(archive.items.length, 'item')}`;
  const { lines: itemLines, root } = await verifyArchiveItems(archive, hasher, (share) =>
    onProgress(share * itemShare, hashing),
  );
  endStage('items', itemLines);

  const round = labelArchive(archive);
  const predictions: ArchiveFile[] = [];
  await verifyEvaluations(toVerify, {
    labelled: round,
    hasher,
    endStage,
    onFile: (file) => predictions.push(file),
    onProgress: (share, doing) => onProgress(itemShare + (scoredShare - itemShare) * share, doing),
  });
  onProgress(scoredShare, 'comparing the files');
  endStage('files', await verifyFiles({ archive, archiveBytes, files, predictions }, { hasher, rebuild }));
  onProgress(1, 'done');
  return {
    benchmark: archive.benchmark,
    round: archive.round,
    title: archive.title,
    root,
    verdict: decideVerdict(stages),
    seconds: (readClockMs() - startedMs) / 1000,
    stages,
  };
}

type EndStage = (name: StageName, lines: readonly CheckLine[]) => void;

type EvaluationsToVerify = {
  readonly labelled: Result<LabelledArchive, ArchiveFinding>;
  readonly hasher: Hasher;
  readonly endStage: EndStage;
  readonly onFile: (file: ArchiveFile) => void;
  readonly onProgress: VerifyWith['onProgress'];
};

/**
 * Recomputes every score and the rankings. If the labels could not be read, only compares the prediction files with their
 * hashes.
 */
async function verifyEvaluations(
  { archive, files, ranking }: ArchiveToVerify,
  { labelled, hasher, endStage, onFile, onProgress }: EvaluationsToVerify,
): Promise<void> {
  const round = labelled.ok ? labelled.value : null;
  const corrections = ranking?.corrected?.corrections ?? null;
  const corrected = round && corrections && correctLabels(round, corrections);
  const correctedLabels = corrected?.ok ? corrected.value : null;
  const verified: VerifiedScores[] = [];
  const read: FileOutcome[] = [];
  const countingOf = (leaderboard: Leaderboard | null | undefined) =>
    new Set(pickCountingEvaluations(archive, leaderboard));
  const counting = {
    sealed: countingOf(ranking?.leaderboard),
    corrected: countingOf(ranking?.corrected?.leaderboard),
  };
  const compareBy = (labels: LabelColumn | null) =>
    round && labels && createComparison(archive, { ...round, labels });
  const bySealed = compareBy(round?.labels ?? null);
  const byCorrected = compareBy(correctedLabels);
  const { length } = archive.evaluations;
  for (const [i, evaluation] of archive.evaluations.entries()) {
    onProgress(i / length, `scoring submission ${i + 1} of ${length}`);
    const file = await verifyPredictionsFile(evaluation, files, hasher);
    read.push({ check: file.check, finding: file.finding, isThere: file.bytes !== null });
    if (file.stored !== null) onFile(file.stored);
    if (round === null || bySealed === null) continue;
    const known = { archive, test: bySealed.test, round, correctedLabels };
    const { comparedValues, ...one } = await verifyEvaluation(evaluation, file, known);
    // Keeps only the compared values, because all values of all models may exceed a browser's memory.
    if (ranking !== null && counting.sealed.has(evaluation)) bySealed.add(comparedValues.sealed);
    if (counting.corrected.has(evaluation)) byCorrected?.add(comparedValues.corrected);
    verified.push(one);
  }
  const fileLines = describePredictionFiles(read);
  if (bySealed === null)
    return endStage('scores', [...fileLines, ...(labelled.ok ? [] : [describeUnlabelled(labelled.error)])]);
  endStage('scores', [...fileLines, describeScores(archive, verified)]);
  if (ranking === null) return;
  const withdrawn = describeWithdrawn([ranking.leaderboard, ranking.corrected?.leaderboard ?? null]);
  const lines = [
    verifyArchiveRanking(archive, verified, {
      leaderboard: ranking.leaderboard,
      counting: counting.sealed,
      comparison: bySealed.finish(),
      correctionCount: null,
    }),
  ];
  if (corrected && !corrected.ok)
    lines.push(lineOf([corrected.error], '', 'A published erratum does not fit the archive.'));
  if (ranking.corrected && byCorrected)
    lines.push(
      verifyArchiveRanking(archive, verified, {
        leaderboard: ranking.corrected.leaderboard,
        counting: counting.corrected,
        comparison: byCorrected.finish(),
        correctionCount: ranking.corrected.corrections.length,
      }),
    );
  endStage('ranking', withdrawn ? [...lines, withdrawn] : lines);
}

/** Starts the comparison of the ranked models by the site's paired tests. */
function createComparison(archive: Archive, round: LabelledArchive) {
  const test = choosePairTest(archive.metric, { ...round, positions: round.positions.final });
  const { add, finish } = createPairComparator(test);
  return {
    test,
    add: (compared: ComparedValues | null) => add(compared?.values ?? null, compared?.codes ?? null),
    finish: () => asModelComparison(test, finish()),
  };
}

/**
 * Compares `archive.json` with the SHA-256 that the reader got from the site; `verifyFiles` compares the hashes of all files
 * that the site lists.
 */
async function verifyArchiveFile(
  { archiveBytes, files, knownSha256 }: ArchiveToVerify,
  hasher: Hasher,
): Promise<CheckLine[]> {
  if (knownSha256 === null)
    return files.listed !== null
      ? []
      : [
          skipped(
            'archive.json was not compared with a published SHA-256. The root fixes its items; title, names, times, choices, groups and dates are fixed by the SHA-256 alone, which the site lists.',
          ),
        ];
  const sha256 = formatHex((await hasher.sha256Many([archiveBytes]))[0]!);
  const detail = `it has SHA-256 ${sha256}, not ${knownSha256}`;
  return [
    lineOf(
      sha256 === knownSha256 ? [] : [{ what: 'file', subject: 'archive.json', detail }],
      'archive.json has the SHA-256 that you gave.',
      'archive.json is not the file that was published.',
    ),
  ];
}

function verifyKnownRoot({ commitment }: Archive, knownRoot: string | null): CheckLine {
  if (knownRoot === null)
    return skipped(
      `Not compared with a published commitment. This archive names the root ${commitment.root}: compare it with a receipt or with the page of the round.`,
    );
  const detail = `${commitment.root} in the archive, ${knownRoot} as given`;
  return lineOf(
    commitment.root === knownRoot ? [] : [{ what: 'commitment', subject: 'root', detail }],
    'The archive’s commitment has the root that you gave.',
    'The archive’s commitment has another root than you gave.',
  );
}

type FileOutcome = Pick<PredictionsFile, 'check' | 'finding'> & { readonly isThere: boolean };

/** The report's line on the prediction files that the archive contains; `verifyFiles` reports missing files. */
function describePredictionFiles(read: readonly FileOutcome[]): CheckLine[] {
  const there = read.filter(({ isThere }) => isThere);
  if (there.length === 0) return [];
  const byReceipt = there.filter(({ check }) => check === 'receipt').length;
  const byArchive = there.filter(({ check }) => check === 'archive').length;
  const findings = there.flatMap(({ finding }) => finding ?? []);
  return [
    lineOf(
      findings,
      [
        `${formatCount(byReceipt, 'prediction file')} with the SHA-256 of ${byReceipt === 1 ? 'its receipt' : 'their receipts'}`,
        byArchive === 0
          ? '.'
          : `, ${byArchive} sent compressed or made by a model, with the SHA-256 that archive.json has.`,
      ].join(''),
      `${findings.length} of ${formatCount(there.length, 'prediction file')} ${findings.length === 1 ? 'was' : 'were'} changed.`,
    ),
  ];
}

const describeUnlabelled = (finding: ArchiveFinding): CheckLine =>
  finding.subject === 'scorer_version'
    ? skipped(`Scores were not computed again: ${finding.detail}.`)
    : lineOf([finding], '', 'Nothing could be scored with the labels of the archive.');

function describeScores({ evaluations }: Archive, verified: readonly VerifiedScores[]): CheckLine {
  if (evaluations.length === 0) return passed('No submission was scored in this round.');
  const scoreFindings = verified.flatMap((one) => one.scoreFindings);
  const unscored = verified.filter(({ isFileThere }) => !isFileThere).length;
  const wrong = verified.filter((one) => one.scoreFindings.length > 0).length;
  const submissions = formatCount(evaluations.length, 'submission');
  return scoreFindings.length === 0 && unscored > 0
    ? skipped(`${unscored} of ${submissions} could not be scored again: prediction files are missing.`)
    : lineOf(
        scoreFindings,
        `${submissions} scored again: every score, interval and secondary metric on both splits is the same to the last digit.`,
        `${wrong} of ${submissions} ${wrong === 1 ? 'does' : 'do'} not give the scores of the archive.`,
      );
}

function decideVerdict(stages: readonly CheckStage[]): Verdict {
  const has = (outcome: CheckLine['outcome']) =>
    stages.some(({ lines }) => lines.some((line) => line.outcome === outcome));
  if (has('failed')) return 'wrong';
  return has('skipped') ? 'incomplete' : 'verified';
}
