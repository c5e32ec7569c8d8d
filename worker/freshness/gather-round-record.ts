import type { Executor } from '@/db/client';
import { listEvaluations } from '@/db/hidden/vault-queries';
import type { AssessedRound, RoundClose } from '@/db/queries/assessment-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { hasUncountedAnswers, listGroupTallies } from '@/db/queries/exposure-queries';
import { listRankedSubmissions } from '@/db/queries/submission-scorer-queries';
import type { RankedRound, RankedVersion } from '@/lib/core/equating/ranked-round';
import { sealedLabels } from '@/lib/core/errata/erratum';
import { summariseGroups } from '@/lib/core/exposure/effective-answers';
import { computeExposure } from '@/lib/core/exposure/exposure';
import { composeRoundPair } from '@/lib/core/freshness/compose-round-pair';
import type { RoundPair } from '@/lib/core/freshness/drop';
import type { EarlierClose, RoundRecord } from '@/lib/core/freshness/round-record';
import { isShareMetric } from '@/lib/core/metrics/is-share-metric';
import type { RoundVault } from '../vault/round-vault';
import { type EvaluationGroups, measureGap } from './measure-gap';
import type { PublishedRounds } from './published-rounds';

/** A benchmark's rounds as one assessment finds them, in the order in which they opened. */
export type Outlook = {
  benchmark: BenchmarkRow;
  rounds: readonly AssessedRound[];
  published: PublishedRounds;
  closes: readonly RoundClose[];
};

/** All that is known of a round's freshness. Scores are the published ones; from outcomes come means over whole parts alone. */
export async function gatherRoundRecord(
  tx: Executor,
  vault: RoundVault,
  outlook: Outlook,
  round: AssessedRound,
): Promise<RoundRecord> {
  const { benchmark, published } = outlook;
  const isShare = isShareMetric(benchmark.metric);
  const common = {
    round: round.number,
    exposure: await findExposure(tx, round),
    isOverdue: benchmark.overdueSince !== null && isNewest(outlook, round),
    hasConfirmedLeak: round.state === 'invalidated',
    isShare,
    finalItemCount: round.finalCount,
    // The share of wrong labels isn't known: an erratum corrects those that were found, and nobody counts the others.
    ceiling: null,
    earlierCloses: listEarlierCloses(outlook, round),
  };
  if (!isOfficial(round))
    return { ...common, phase: 'open', frozenCount: 0, adaptedCount: 0, gap: null, link: null };
  const ranked = await published.read(round);
  const { frozen, adapted } = splitEntries(ranked);
  return {
    ...common,
    phase: round.state === 'revealed' ? 'revealed' : 'closed',
    frozenCount: frozen.length,
    adaptedCount: adapted.length,
    gap: isShare ? await findGap(tx, vault, round, { frozen, adapted }) : null,
    link: isShare ? await findRoundPair(outlook, round) : null,
  };
}

export const isOfficial = ({ state, isOfficial }: AssessedRound): boolean =>
  isOfficial && (state === 'closed' || state === 'revealed');

const isNewest = ({ rounds }: Outlook, { roundId }: AssessedRound): boolean =>
  rounds.findLast(({ state }) => state !== 'invalidated')?.roundId === roundId;

/** Null where answers were given before they were counted. */
async function findExposure(tx: Executor, round: AssessedRound): Promise<number | null> {
  const { feedbackPolicy, feedbackCount } = round;
  if (feedbackPolicy === 'final-only' || feedbackCount === 0) return 0;
  const tallies = await listGroupTallies(tx, round.roundId);
  if (tallies.length === 0) return (await hasUncountedAnswers(tx, round.roundId)) ? null : 0;
  const { worst, pooled } = summariseGroups(tallies);
  return computeExposure(feedbackCount, Math.max(worst, pooled));
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

type Groups = { frozen: readonly RankedVersion[]; adapted: readonly RankedVersion[] };

function splitEntries({ entries, isFrozen }: RankedRound): Groups {
  const frozen = entries.filter(isFrozen);
  // Who holds the labels hasn't learnt from the answers.
  const adapted = entries.filter(
    (entry) => entry.kind === 'entry' && entry.evidence === 'in-round' && !isFrozen(entry),
  );
  return { frozen, adapted };
}

async function findGap(
  tx: Executor,
  vault: RoundVault,
  round: AssessedRound,
  groups: Groups,
): Promise<RoundRecord['gap']> {
  const { feedbackPolicy, feedbackCount, finalCount } = round;
  if (feedbackPolicy === 'final-only' || feedbackCount === 0) return 'no-feedback';
  if (feedbackCount < 2 || finalCount < 2) return null;
  const key = await vault.openKey(round.roundId);
  return measureGap(tx, key, await findEvaluations(tx, round.roundId, groups));
}

/** The evaluations on the labels that count of the versions that are ranked. */
async function findEvaluations(tx: Executor, roundId: string, groups: Groups): Promise<EvaluationGroups> {
  const submissions = await listRankedSubmissions(tx, roundId);
  const evaluations = await listEvaluations(
    tx,
    submissions.map(({ submission }) => submission.submissionId),
    sealedLabels,
  );
  const idsOf = (versions: readonly RankedVersion[]) =>
    versions.flatMap(({ model, version }) => {
      const sent = submissions.find(
        ({ modelSlug, submission }) => modelSlug === model && submission.version === version,
      );
      const evaluation = evaluations.find(
        ({ submissionId }) => submissionId === sent?.submission.submissionId,
      );
      return evaluation ? [evaluation.evaluationId] : [];
    });
  return { frozen: idsOf(groups.frozen), adapted: idsOf(groups.adapted) };
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
