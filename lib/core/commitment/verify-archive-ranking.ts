import { composeOfficialLeaderboard, type RankedModel } from '../feedback/compose-leaderboard';
import type { Leaderboard, LeaderboardEntry } from '../leaderboard/leaderboard';
import type { ModelComparison } from '../leaderboard/pair-codes';
import { pickCounting } from '../submission/submission-state';
import type { Archive, ArchiveEvaluation } from './archive';
import {
  type ArchiveFinding,
  type CheckLine,
  describeOthers,
  formatCount,
  lineOf,
  passed,
  skipped,
} from './verification-report';
import type { VerifiedScores } from './verify-scores';

type PublishedRanking = Pick<
  Leaderboard,
  'entries' | 'metric' | 'item_count' | 'entered' | 'comparison' | 'withdrawn'
>;

/**
 * Ranks the recomputed final scores by the site's rules, rounded to the published number of digits, and compares the
 * published ranking with the result: ranks with their intervals and ties, scores, intervals, gaps and secondary metrics of
 * the submission that counts for each model.
 * @param leaderboard the published ranking, null where none was published
 * @param counting the evaluations that are ranked, see `pickCountingEvaluations`
 * @param comparison paired tests of these submissions, in the order of verification
 * @param correctionCount number of corrected labels behind this ranking; null for the ranking by the sealed labels
 */
export function verifyArchiveRanking(
  archive: Archive,
  verified: readonly VerifiedScores[],
  {
    leaderboard,
    counting,
    comparison,
    correctionCount,
  }: {
    leaderboard: PublishedRanking | null;
    counting: ReadonlySet<ArchiveEvaluation>;
    comparison: ModelComparison;
    correctionCount: number | null;
  },
): CheckLine {
  const isCorrected = correctionCount !== null;
  const name = isCorrected
    ? `ranking by the labels that errata have corrected, ${formatCount(correctionCount, 'correction')},`
    : 'published ranking';
  if (leaderboard === null)
    return skipped(
      isCorrected
        ? `No ${name} is published to compare with.`
        : 'No ranking of the final split is published to compare with.',
    );
  const scoresOf = ({ scores, correctedScores }: VerifiedScores) => (isCorrected ? correctedScores : scores);
  const unscored = verified.filter((one) => scoresOf(one) === null).length;
  if (unscored > 0)
    return skipped(
      `The ${name} was not compared: ${formatCount(unscored, 'submission')} could not be scored again.`,
    );
  // Models may share names; their teams are taken from the published ranking.
  const slugOf = new Map(leaderboard.entries.map((entry) => [nameOf(entry), entry.team_slug]));
  const computed = composeOfficialLeaderboard(
    {
      metric: archive.metric,
      direction: archive.direction,
      policy: 'final-only',
      itemCount: {
        feedback: archive.items.filter(({ split }) => split === 'feedback').length,
        final: archive.items.filter(({ split }) => split === 'final').length,
      },
    },
    verified
      .filter(({ evaluation }) => counting.has(evaluation))
      .map((one) => asRankedModel(one.evaluation, scoresOf(one)!, slugOf.get(nameOf(one.evaluation)))),
    comparison,
  );
  const { findings: differences, renamedCount } = compareRankings(leaderboard, computed);
  const findings = [...differences, ...compareWithdrawn(archive, leaderboard)];
  return lineOf(
    findings,
    `The ${name} of ${formatCount(leaderboard.entries.length, 'model')} follows from the recomputed final scores: ranks, their intervals and ties too.${describeRenamed(renamedCount)}`,
    `The ${name} does not follow from the recomputed final scores.`,
  );
}

const nameOf = ({ team, model }: { team: string; model: string }): string => `${model} of ${team}`;

/**
 * States which submissions two people withdrew after the reveal, according to any of the round's published rankings; null
 * where none were withdrawn.
 */
export function describeWithdrawn(rankings: readonly (PublishedRanking | null)[]): CheckLine | null {
  const bySubmission = new Map(
    rankings.flatMap((ranking) => ranking?.withdrawn ?? []).map((one) => [one.submission, one]),
  );
  const withdrawn = [...bySubmission.values()];
  if (withdrawn.length === 0) return null;
  const names = [...new Set(withdrawn.map(nameOf))];
  return passed(
    `${formatCount(withdrawn.length, 'submission')} of the archive ${withdrawn.length === 1 ? 'was' : 'were'} withdrawn after the reveal and left out of the ranking: ${names.slice(0, namedMax).join(', ')}${names.length > namedMax ? ` and ${names.length - namedMax} more models` : ''}.`,
  );
}

const namedMax = 10;

/**
 * Checks that each withdrawn submission exists in the archive. Submissions are compared by id, since an operator may have
 * renamed the model.
 */
function compareWithdrawn({ evaluations }: Archive, { withdrawn }: PublishedRanking): ArchiveFinding[] {
  const archived = new Map(evaluations.map(({ submission, version }) => [submission, version]));
  return withdrawn.flatMap((one): ArchiveFinding[] =>
    archived.get(one.submission) === one.version
      ? []
      : [
          {
            what: 'ranking',
            subject: nameOf(one),
            detail: 'is listed as withdrawn and is not in the archive',
          },
        ],
  );
}

/**
 * Picks the counting submission of each model.
 * @param leaderboard the ranking that is verified, whose withdrawn submissions don't count
 */
export function pickCountingEvaluations(
  { evaluations, direction }: Pick<Archive, 'evaluations' | 'direction'>,
  leaderboard: PublishedRanking | null = null,
): ArchiveEvaluation[] {
  const withdrawn = new Set(leaderboard?.withdrawn.map(({ submission }) => submission));
  const kept = evaluations.filter(({ submission }) => !withdrawn.has(submission));
  const candidates = kept.map((evaluation) => ({
    id: evaluation.submission,
    isChosen: evaluation.chosen,
    reportedScore: evaluation.reported_score,
    isAutomatic: evaluation.evidence === 'prospective',
    receivedAt: new Date(evaluation.received_at),
    evaluation,
  }));
  return pickCounting(candidates, direction, ({ evaluation: { team, model } }) =>
    JSON.stringify([team, model]),
  ).map(({ evaluation }) => evaluation);
}

function asRankedModel(
  evaluation: ArchiveEvaluation,
  scores: RankedModel['scores'],
  teamSlug: string | undefined,
): RankedModel {
  return {
    kind: evaluation.kind,
    isChosen: evaluation.chosen,
    model: evaluation.model,
    modelSlug: '',
    version: evaluation.version,
    team: evaluation.team,
    teamSlug: teamSlug ?? evaluation.team,
    evidence: evaluation.evidence,
    submissionsUsed: 0,
    submittedAt: new Date(evaluation.received_at),
    // The archive contains no disclosures.
    disclosure: null,
    scores,
  };
}

const describeRenamed = (count: number): string =>
  count === 0
    ? ''
    : ` ${formatCount(count, 'model')} ${count === 1 ? 'has' : 'have'} another name on the site than in the archive: a pseudonym has ended, a captain renamed the team before the reveal, or an operator renamed it, which /moderation lists.`;

function compareRankings(
  published: PublishedRanking,
  computed: PublishedRanking,
): { findings: ArchiveFinding[]; renamedCount: number } {
  const findings: ArchiveFinding[] = [];
  const add = (subject: string | null, detail: string) => findings.push({ what: 'ranking', subject, detail });
  for (const key of ['metric', 'item_count', 'entered'] as const)
    if (published[key] !== computed[key])
      add(null, `${key} is ${published[key]} as published, ${computed[key]} by the archive`);
  for (const key of ['test', 'level', 'pair_count'] as const) {
    const [theirs, ours] = [published.comparison?.[key] ?? 'none', computed.comparison?.[key] ?? 'none'];
    if (theirs !== ours) add(null, `the ranks’ ${key} is ${theirs} as published, ${ours} by the archive`);
  }
  const ours = new Map(computed.entries.map((entry) => [nameOf(entry), entry]));
  const theirs = new Map(published.entries.map((entry) => [nameOf(entry), entry]));
  const renamed = pairRenamed(published.entries, computed.entries);
  const pairedNames = new Set([...renamed.values()].map(nameOf));
  for (const name of ours.keys())
    if (!theirs.has(name) && !pairedNames.has(name)) add(name, 'is in the archive and not in the ranking');
  for (const [name, entry] of theirs) {
    const own = ours.get(name) ?? renamed.get(name);
    if (own === undefined) add(name, 'is in the ranking and has no score by the archive');
    else {
      const [first, ...others] = listDifferences(entry, own);
      if (first !== undefined) add(name, `${first}${describeOthers(others.length)}`);
    }
  }
  return { findings, renamedCount: renamed.size };
}

/**
 * Pairs models whose name or team name differs between archive and site: changed by an operator, by the end of a pseudonym,
 * or by a captain between the ranking and the reveal. Two models are paired if only one side has each name and both have the
 * same version received at the same instant, which no two models share.
 * @returns the archive's entry, by the published name
 */
function pairRenamed(
  published: readonly LeaderboardEntry[],
  computed: readonly LeaderboardEntry[],
): Map<string, LeaderboardEntry> {
  const [theirNames, ourNames] = [new Set(published.map(nameOf)), new Set(computed.map(nameOf))];
  const keyOf = ({ version, submitted_at: at }: LeaderboardEntry) => JSON.stringify([version, at]);
  const only = (entries: readonly LeaderboardEntry[], names: ReadonlySet<string>) => {
    const found = new Map<string, LeaderboardEntry | null>();
    for (const entry of entries)
      if (!names.has(nameOf(entry))) found.set(keyOf(entry), found.has(keyOf(entry)) ? null : entry);
    return found;
  };
  const ours = only(computed, theirNames);
  const pairs = new Map<string, LeaderboardEntry>();
  for (const [key, entry] of only(published, ourNames)) {
    const own = ours.get(key);
    if (entry && own) pairs.set(nameOf(entry), own);
  }
  return pairs;
}

function listDifferences(published: LeaderboardEntry, computed: LeaderboardEntry): string[] {
  const factsOf = (entry: LeaderboardEntry): Record<string, string | number | null | undefined> => ({
    kind: entry.kind,
    chosen: entry.chosen ? 'yes' : 'no',
    version: entry.version,
    evidence: entry.evidence,
    submitted_at: entry.submitted_at,
    rank: entry.rank,
    score: entry.score,
    'lower bound': entry.interval?.lower,
    'upper bound': entry.interval?.upper,
    'best of': entry.best_of?.k,
    'interval unreliable': entry.interval?.unreliable,
    'share of the largest errors': entry.interval?.tail_share,
    feedback_score: entry.feedback_score,
    'best rank': entry.rank_lower,
    'worst rank': entry.rank_upper,
    'tied with the leader': entry.tied_with_leader ? 'yes' : 'no',
    ...entry.secondary,
  });
  const [theirs, ours] = [factsOf(published), factsOf(computed)];
  return [...new Set([...Object.keys(theirs), ...Object.keys(ours)])]
    .filter((fact) => theirs[fact] !== ours[fact])
    .map(
      (fact) => `${fact} is ${theirs[fact] ?? 'none'} as published, ${ours[fact] ?? 'none'} by the archive`,
    );
}
