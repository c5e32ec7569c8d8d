import type { LabelCorrection } from '../errata/erratum';
import type { Leaderboard } from '../leaderboard/leaderboard';
import { asModelComparison } from '../leaderboard/pair-codes';
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
import { verifyItemsCsv } from './item-table';
import {
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
import { pickCountingEvaluations, verifyArchiveRanking } from './verify-archive-ranking';
import { verifyArchiveItems } from './verify-items';
import { type VerifiedScores, verifyEvaluation } from './verify-scores';

export type ArchiveToVerify = {
  /** The parsed archive. The caller must have checked its shape; this function checks its content. */
  readonly archive: Archive;
  /** The bytes of `archive.json` as they were read. */
  readonly archiveBytes: Uint8Array;
  readonly files: ArchiveFiles;
  /** Published values to compare the commitment with; may be empty for a copy that is checked offline. */
  readonly published: readonly PublishedRound[];
  /** A root that the reader has stored, for example from a receipt, in lower-case hex. */
  readonly knownRoot: string | null;
  /** Null for a copy that is checked offline: the archive contains neither ranking nor errata, which may be published later. */
  readonly ranking: PublishedRankings | null;
};

export type PublishedRankings = {
  /** Ranking by the sealed labels. */
  readonly leaderboard: Leaderboard | null;
  /** Rankings by corrected labels, one for each published erratum in order; null without errata. */
  readonly corrected: {
    readonly leaderboard: Leaderboard | null;
    readonly corrections: readonly LabelCorrection[];
  } | null;
};

export type VerifyWith = {
  readonly hasher: Hasher;
  /** A monotonic clock, in ms. */
  readonly readClockMs: () => number;
  /** Share done, 0 to 1, and the current step. */
  readonly onProgress: (share: number, doing: string) => void;
};

/** Relative cost of checking an item and of evaluating one, for the progress bar; measured in a browser. */
const [itemWork, evaluationWork] = [4, 1];

/**
 * Recomputes a revealed round from its archive: commitment, nonces, splits, leaves, root, every prediction file and every score,
 * the published ranking, and its corrections by published errata. Reads one prediction file at a time. Throws only what
 * `files.read` throws.
 */
export async function verifyArchive(
  toVerify: ArchiveToVerify,
  { hasher, readClockMs, onProgress }: VerifyWith,
): Promise<VerificationReport> {
  const { archive, published, knownRoot } = toVerify;
  const startedMs = readClockMs();
  const stages: CheckStage[] = [];
  let stageStartedMs = startedMs;
  const endStage: EndStage = (name, lines) => {
    const nowMs = readClockMs();
    stages.push({ name, seconds: (nowMs - stageStartedMs) / 1000, lines });
    stageStartedMs = nowMs;
  };

  endStage('commitment', [
    ...(await verifyArchiveFile(toVerify.archiveBytes, toVerify.files, hasher)),
    verifyArchiveRules(archive),
    ...published.map((round) => verifyArchiveCommitment(archive, round)),
    ...(published.length === 0 || knownRoot !== null ? [verifyKnownRoot(archive, knownRoot)] : []),
  ]);

  const itemShare = itemWork / (itemWork + evaluationWork * archive.evaluations.length);
  const hashing = `hashing ${formatCount(archive.items.length, 'item')}`;
  const { lines: itemLines, root } = await verifyArchiveItems(archive, hasher, (share) =>
    onProgress(share * itemShare, hashing),
  );
  endStage('items', [...itemLines, ...(await verifyItemsCsv(archive, toVerify.files))]);

  const round = labelArchive(archive);
  if (round.ok)
    await verifyEvaluations(toVerify, round.value, hasher, endStage, (share, doing) =>
      onProgress(itemShare + (1 - itemShare) * share, doing),
    );
  else
    endStage('scores', [
      round.error.subject === 'scorer_version'
        ? skipped(`Scores were not computed again: ${round.error.detail}.`)
        : lineOf([round.error], '', 'Nothing could be scored with the labels of the archive.'),
    ]);
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

/** Recomputes every score and the rankings. */
async function verifyEvaluations(
  { archive, files, ranking }: ArchiveToVerify,
  round: LabelledArchive,
  hasher: Hasher,
  endStage: EndStage,
  onProgress: VerifyWith['onProgress'],
): Promise<void> {
  const corrections = ranking?.corrected?.corrections ?? null;
  const corrected = corrections && correctLabels(round, corrections);
  const correctedLabels = corrected?.ok ? corrected.value : null;
  const verified: VerifiedScores[] = [];
  const counting = new Set(pickCountingEvaluations(archive));
  const compareBy = (labels: LabelColumn) => createComparison(archive, { ...round, labels });
  const bySealed = compareBy(round.labels);
  const byCorrected = correctedLabels && compareBy(correctedLabels);
  const { length } = archive.evaluations;
  for (const [i, evaluation] of archive.evaluations.entries()) {
    onProgress(i / length, `scoring submission ${i + 1} of ${length}`);
    const known = { archive, test: bySealed.test, round, correctedLabels, files, hasher };
    const { comparedValues, ...one } = await verifyEvaluation(evaluation, known);
    // Keeps only what the comparison needs: all values of all models may not fit into a browser.
    if (ranking !== null && counting.has(evaluation)) {
      bySealed.add(comparedValues.sealed);
      byCorrected?.add(comparedValues.corrected);
    }
    verified.push(one);
  }
  endStage('scores', describeScores(archive, verified));
  if (ranking === null) return endStage('ranking', [noRankingHere]);
  const lines = [
    verifyArchiveRanking(archive, verified, {
      leaderboard: ranking.leaderboard,
      counting,
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
        counting,
        comparison: byCorrected.finish(),
        correctionCount: ranking.corrected.corrections.length,
      }),
    );
  endStage('ranking', lines);
}

const noRankingHere = skipped(
  'No ranking was compared, and no labels corrected: rankings and errata are published beside the archive, which contains neither. Give the address of the round to compare both.',
);

/** Compares the ranked models like the site. */
function createComparison(archive: Archive, round: LabelledArchive) {
  const test = choosePairTest(archive.metric, {
    ...round,
    positions: round.positions.final,
  });
  const { add, finish } = createPairComparator(test);
  return {
    test,
    add: (compared: ComparedValues | null) => add(compared?.values ?? null, compared?.codes ?? null),
    finish: () => asModelComparison(test, finish()),
  };
}

async function verifyArchiveFile(
  bytes: Uint8Array,
  { listed }: ArchiveFiles,
  hasher: Hasher,
): Promise<CheckLine[]> {
  const expected = listed?.get('archive.json');
  if (expected === undefined) return [];
  const sha256 = formatHex((await hasher.sha256Many([bytes]))[0]!);
  const detail = `it has SHA-256 ${sha256}, listed is ${expected}`;
  return [
    lineOf(
      sha256 === expected ? [] : [{ what: 'file', subject: 'archive.json', detail }],
      'archive.json has the SHA-256 that is listed for it.',
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

function describeScores({ evaluations }: Archive, verified: readonly VerifiedScores[]): CheckLine[] {
  if (evaluations.length === 0) return [passed('No submission was scored in this round.')];
  if (verified.every(({ isFileThere }) => !isFileThere))
    return [
      skipped(
        `Scores were not computed again: none of the ${formatCount(evaluations.length, 'prediction file')} is in the archive.`,
      ),
    ];
  const byReceipt = verified.filter(({ file }) => file === 'receipt').length;
  const byList = verified.filter(({ file }) => file === 'list').length;
  const fileFindings = verified.flatMap((one) => one.fileFindings);
  const scoreFindings = verified.flatMap((one) => one.scoreFindings);
  const unscored = verified.filter(({ isFileThere }) => !isFileThere).length;
  const wrong = verified.filter((one) => one.scoreFindings.length > 0).length;
  const submissions = formatCount(evaluations.length, 'submission');
  return [
    lineOf(
      fileFindings,
      [
        `${formatCount(byReceipt, 'prediction file')} with the SHA-256 of ${byReceipt === 1 ? 'its receipt' : 'their receipts'}`,
        byList === 0 ? '.' : `, ${byList} sent compressed, with the SHA-256 that the archive lists.`,
      ].join(''),
      `${fileFindings.length} of ${formatCount(evaluations.length, 'prediction file')} ${fileFindings.length === 1 ? 'is' : 'are'} missing or changed.`,
    ),
    scoreFindings.length === 0 && unscored > 0
      ? skipped(`${unscored} of ${submissions} could not be scored again.`)
      : lineOf(
          scoreFindings,
          `${submissions} scored again: every score, interval and secondary metric on both splits is the same to the last digit.`,
          `${wrong} of ${submissions} ${wrong === 1 ? 'does' : 'do'} not give the scores of the archive.`,
        ),
  ];
}

/** Missing published values don't make an offline copy incomplete; values that can't be computed do. */
function decideVerdict(stages: readonly CheckStage[]): Verdict {
  const has = (outcome: CheckLine['outcome'], names: readonly StageName[]) =>
    stages.some(({ name, lines }) => names.includes(name) && lines.some((line) => line.outcome === outcome));
  if (has('failed', ['commitment', 'items', 'scores', 'ranking'])) return 'wrong';
  return has('skipped', ['items', 'scores']) ? 'incomplete' : 'verified';
}
