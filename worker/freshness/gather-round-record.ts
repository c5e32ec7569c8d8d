import type { Executor } from '@/db/client';
import { listEvaluations } from '@/db/hidden/vault-queries';
import type { AssessedRound, RoundClose } from '@/db/queries/assessment-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { listGroupTallies } from '@/db/queries/exposure-queries';
import { listRankedSubmissions, listStandingBeside } from '@/db/queries/submission-scorer-queries';
import type { RankedVersion } from '@/lib/core/equating/ranked-round';
import { sealedLabels } from '@/lib/core/errata/erratum';
import { computePooledExposure, computeWorstExposure } from '@/lib/core/exposure/group-exposure';
import { composeRoundPair } from '@/lib/core/freshness/compose-round-pair';
import type { RoundPair } from '@/lib/core/freshness/drop';
import type { EarlierClose, RoundRecord } from '@/lib/core/freshness/round-record';
import type { ExcessScale } from '@/lib/core/metrics/excess-scale';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import { type ComparedSubmissions, measureGap } from './measure-gap';
import type { EvaluatedSubmission } from './open-gap-values';
import type { PublishedRounds } from './published-rounds';
import { type SplitVersions, splitVersions } from './split-versions';

/** A benchmark's rounds as one assessment finds them, in the order in which they opened. */
export type Outlook = {
  benchmark: BenchmarkRow;
  rounds: readonly AssessedRound[];
  published: PublishedRounds;
  closes: readonly RoundClose[];
};

/** By what a round is opened, and the files of its models read. */
export type Scorer = {
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'readers'>;
  vault: RoundVault;
};

/** All that is known of a round's freshness. Scores are the published ones; from items come means over whole parts alone. */
export async function gatherRoundRecord(
  tx: Executor,
  scorer: Scorer,
  outlook: Outlook,
  round: AssessedRound,
): Promise<RoundRecord> {
  const { benchmark, published } = outlook;
  const scale = metricByName[benchmark.metric].excessScale;
  const common = {
    round: round.number,
    ...(await findExposures(tx, round)),
    isOverdue: benchmark.overdueSince !== null && isNewest(outlook, round),
    hasConfirmedLeak: round.state === 'invalidated',
    scale,
    finalItemCount: round.finalCount,
    // The share of wrong labels isn't known: an erratum corrects those that were found, and nobody counts the others.
    ceiling: null,
    earlierCloses: listEarlierCloses(outlook, round),
  };
  if (!isOfficial(round))
    return { ...common, phase: 'open', frozenCount: 0, adaptedCount: 0, gap: null, link: null };
  const ranked = await published.read(round);
  const { frozen, adapted } = splitVersions(ranked);
  return {
    ...common,
    phase: round.state === 'revealed' ? 'revealed' : 'closed',
    frozenCount: frozen.length,
    adaptedCount: adapted.length,
    gap: scale && (await findGap(tx, scorer, { round, benchmark, scale }, { frozen, adapted })),
    link: scale && (await findRoundPair(outlook, round)),
  };
}

export const isOfficial = ({ state, isOfficial }: AssessedRound): boolean =>
  isOfficial && (state === 'closed' || state === 'revealed');

const isNewest = ({ rounds }: Outlook, { roundId }: AssessedRound): boolean =>
  rounds.findLast(({ state }) => state !== 'invalidated')?.roundId === roundId;

type Exposures = Pick<RoundRecord, 'exposure' | 'pooledExposure'>;

async function findExposures(tx: Executor, round: AssessedRound): Promise<Exposures> {
  const { feedbackPolicy, feedbackCount } = round;
  if (feedbackPolicy === 'final-only' || feedbackCount === 0) return { exposure: 0, pooledExposure: 0 };
  const tallies = await listGroupTallies(tx, round.roundId);
  const part = { feedbackCount };
  return {
    exposure: computeWorstExposure(part, tallies),
    pooledExposure: computePooledExposure(part, tallies),
  };
}

/** Of the rounds before that count, newest first; as far as each was assessed at its close and was fresh. */
function listEarlierCloses({ rounds, closes }: Outlook, { roundId }: AssessedRound): EarlierClose[] {
  const before = rounds.slice(
    0,
    rounds.findIndex((round) => round.roundId === roundId),
  );
  const earlier: EarlierClose[] = [];
  for (const round of before.filter(isOfficial).reverse()) {
    const close = closes.find((found) => found.roundId === round.roundId);
    if (!close) break;
    const { state, isExcessAtFive } = close;
    earlier.push({ round: round.number, state, isExcessAtFive });
    if (state !== 'fresh') break;
  }
  return earlier;
}

async function findGap(
  tx: Executor,
  { platform, vault }: Scorer,
  { round, benchmark, scale }: { round: AssessedRound; benchmark: BenchmarkRow; scale: ExcessScale },
  groups: SplitVersions,
): Promise<RoundRecord['gap']> {
  const { feedbackPolicy, feedbackCount } = round;
  if (feedbackPolicy === 'final-only' || feedbackCount === 0) return 'no-feedback';
  const opened = await vault.open(round, benchmark);
  const compared = await findSubmissions(tx, round.roundId, groups);
  return measureGap(tx, platform, { opened, benchmark, scale }, compared);
}

/** The submissions of these versions, with their evaluations on the labels that count. */
async function findSubmissions(
  tx: Executor,
  roundId: string,
  groups: SplitVersions,
): Promise<ComparedSubmissions> {
  const submissions = [
    ...(await listRankedSubmissions(tx, roundId)),
    ...(await listStandingBeside(tx, roundId)),
  ];
  const evaluations = await listEvaluations(
    tx,
    submissions.map(({ submission }) => submission.submissionId),
    sealedLabels,
  );
  const listOf = (versions: readonly RankedVersion[]) =>
    versions.flatMap(({ model, version }): EvaluatedSubmission[] => {
      const sent = submissions.find(
        ({ modelSlug, submission }) => modelSlug === model && submission.version === version,
      );
      const evaluation = evaluations.find(
        ({ submissionId }) => submissionId === sent?.submission.submissionId,
      );
      return evaluation ? [evaluation] : [];
    });
  return { frozen: listOf(groups.frozen), adapted: listOf(groups.adapted) };
}

/** With the official round after this one, or with the one before where there is none yet. */
async function findRoundPair(
  { rounds, published }: Outlook,
  round: AssessedRound,
): Promise<RoundPair | null> {
  const official = rounds.filter(isOfficial);
  const place = official.findIndex(({ roundId }) => roundId === round.roundId);
  const pair = place + 1 < official.length ? [place, place + 1] : [place - 1, place];
  const [earlier, later] = pair.map((index) => official[index]);
  return earlier && later
    ? composeRoundPair(await published.read(earlier), await published.read(later))
    : null;
}
