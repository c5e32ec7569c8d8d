import { countEdits } from '../feedback/count-edits';
import type { MetricName } from '../metrics/metric-name';
import { flagChanceLevel } from './chance-level';
import { compareSubmissions, countCorrectByLabel, type LabelledItems } from './compare-submissions';
import { flagTinyEdit } from './equal-file';
import type { Flag } from './flag';
import { type CopyPair, flagNearCopies, type NearCopyFlag } from './near-copies';
import {
  compareTextPredictions,
  contestingGroupsMin,
  findContestedNumbers,
  findContestedTexts,
  flagTextCopies,
  type TextPair,
} from './near-copies-of-texts';
import type { EnteredSubmission, JudgedSubmission, PredictedSubmission } from './predicted-submission';
import { computeProbeZ, flagRandomProbing } from './random-probing';

/** A flag and its subject: a submission, a team, or two teams. A round has at most one flag of a kind for each subject. */
export type RaisedFlag = { readonly subject: string; readonly flag: Flag };

/** A round with its kind of comparison (`chooseComparison`) and its scored submissions in the order of receipt. */
export type RoundToFlag = (JudgedRound | TextRound) & {
  readonly metric: MetricName;
  readonly itemCount: number;
  /** True if small edits are flagged, because feedback with scores on small edits could reveal labels. */
  readonly hasSmallEdits: boolean;
};

/**
 * Finds all flags of a round, from predictions and labels of all items. A pair of teams gets one flag, for their two most
 * similar submissions.
 *
 * @param yieldToEventLoop awaited between pieces of work, each O(n · submissions) at most
 */
export async function findFlags(
  round: RoundToFlag,
  yieldToEventLoop: () => Promise<void>,
): Promise<readonly RaisedFlag[]> {
  const submissions: readonly PredictedSubmission[] = round.submissions;
  const copies =
    round.kind === 'hits'
      ? await findErrorCopies(round, yieldToEventLoop)
      : await findTextCopies(round, round.itemCount, yieldToEventLoop);
  const teamOf = new Map(submissions.map(({ submission, team }) => [submission, team]));
  const flags = keepMostAlike(copies, teamOf);
  // Consensus is defined only for predictions that are right or wrong. A retrained regression model or reworded texts change
  // every item, so their changes aren't compared with a consensus.
  const consensus =
    round.kind === 'hits' ? countConsensus(round.itemCount, listNewest(round.submissions, 'model')) : null;
  await yieldToEventLoop();

  for (const team of new Set(teamOf.values())) {
    flags.push(...(await flagEdits(round, consensus, team, yieldToEventLoop)));
    const judged = submissions.flatMap((predictedSubmission) =>
      predictedSubmission.team === team && predictedSubmission.chance ? [predictedSubmission.chance] : [],
    );
    const atChance = flagChanceLevel(team, judged);
    if (atChance) flags.push({ subject: team, flag: atChance });
    await yieldToEventLoop();
  }
  return flags;
}

/**
 * Minimum number of other models for a consensus; with fewer it is too noisy. Of 400 simulated honest edits of 40 items, 28 had
 * z above −1 by the consensus of one other model, and 3 by the consensus of five.
 */
const otherModelsMin = 5;

type Consensus = {
  /**
   * For each item the share of the models outside a team group that have the item right; null with fewer than five such
   * models.
   */
  readonly without: (teamGroup: string) => Float64Array | null;
};

/** A submission's predicted classes in the round's order of items. */
type PredictedClasses = ArrayLike<number>;

type JudgedRound = {
  readonly kind: 'hits';
  readonly submissions: readonly JudgedSubmission[];
} & LabelledItems;

type TextRound = {
  readonly kind: 'numbers' | 'texts';
  readonly submissions: readonly (PredictedSubmission & { readonly predicted: Float64Array })[];
};

async function findErrorCopies(round: JudgedRound, yieldToEventLoop: () => Promise<void>) {
  const { submissions } = round;
  const correct = new Map(
    submissions.map((judgedSubmission) => [
      judgedSubmission.submission,
      countCorrectByLabel(round, judgedSubmission),
    ]),
  );
  await yieldToEventLoop();
  const pairs = await comparePairs<JudgedSubmission, CopyPair>(
    submissions,
    (first, second) =>
      compareSubmissions(round, first, second, {
        first: correct.get(first.submission)!,
        second: correct.get(second.submission)!,
      }),
    yieldToEventLoop,
  );
  return flagNearCopies(pairs);
}

async function findTextCopies(
  { kind, submissions }: TextRound,
  itemCount: number,
  yieldToEventLoop: () => Promise<void>,
) {
  const columns = listNewest(submissions, 'teamGroup').map(({ predicted }) => predicted);
  if (columns.length < contestingGroupsMin) return [];
  const tolerances = kind === 'numbers' ? findContestedNumbers(columns) : findContestedTexts(columns);
  if (tolerances.every(Number.isNaN)) return [];
  await yieldToEventLoop();
  const pairs = await comparePairs<PredictedSubmission, TextPair>(
    submissions,
    (first, second) => compareTextPredictions(tolerances, first, second),
    yieldToEventLoop,
  );
  return flagTextCopies(pairs, { basis: kind, itemCount });
}

/** Compares each submission with each later submission of another team group. */
async function comparePairs<S extends EnteredSubmission, P>(
  submissions: readonly S[],
  compare: (first: S, second: S) => P,
  yieldToEventLoop: () => Promise<void>,
): Promise<P[]> {
  const pairs: P[] = [];
  for (const [i, first] of submissions.entries()) {
    for (const second of submissions.slice(i + 1))
      if (first.teamGroup !== second.teamGroup) pairs.push(compare(first, second));
    await yieldToEventLoop();
  }
  return pairs;
}

const listNewest = <S extends EnteredSubmission>(
  submissions: readonly S[],
  owner: 'model' | 'teamGroup',
): S[] => [...new Map(submissions.map((submission) => [submission[owner], submission])).values()];

function keepMostAlike(flags: readonly NearCopyFlag[], teamOf: ReadonlyMap<string, string>): RaisedFlag[] {
  const closest = new Map<string, NearCopyFlag>();
  for (const flag of flags) {
    const subject = [teamOf.get(flag.first), teamOf.get(flag.second)].sort().join(':');
    const other = closest.get(subject);
    if (!other || flag.predictionDisagreement < other.predictionDisagreement) closest.set(subject, flag);
  }
  return [...closest].map(([subject, flag]) => ({ subject, flag }));
}

/** Flags the edits of a team, each compared with the most similar earlier submission of its team group. */
async function flagEdits(
  round: RoundToFlag,
  consensus: Consensus | null,
  team: string,
  yieldToEventLoop: () => Promise<void>,
): Promise<RaisedFlag[]> {
  const submissions: readonly PredictedSubmission[] = round.submissions;
  const teamGroup = submissions.find((submission) => submission.team === team)?.teamGroup ?? team;
  const line = submissions.filter((submission) => submission.teamGroup === teamGroup);
  const ofOthers = consensus && line.length > 1 ? consensus.without(teamGroup) : null;
  const flags: RaisedFlag[] = [];
  const judged = [];
  for (const [i, { submission, team: owner, predicted }] of line.entries()) {
    if (owner !== team) continue;
    const earlier = line.slice(0, i).map(({ predicted }) => predicted);
    const changed = round.kind === 'numbers' ? null : listNearestChanges(predicted, earlier);
    if (round.hasSmallEdits) {
      const changedCount =
        round.kind === 'numbers' ? countNearestEdits(round.metric, predicted, earlier) : changed?.length;
      const tiny = flagTinyEdit({
        submission,
        changedCount: changedCount ?? null,
        itemCount: round.itemCount,
      });
      if (tiny) flags.push({ subject: submission, flag: tiny });
    }
    const z = changed && ofOthers && computeProbeZ(ofOthers, changed);
    if (changed && z !== null) judged.push({ submission, changedCount: changed.length, z });
    await yieldToEventLoop();
  }
  const probing = flagRandomProbing(team, judged);
  return probing ? [...flags, { subject: team, flag: probing }] : flags;
}

/**
 * Counts the items whose predicted numbers changed since the most similar earlier submission; null for a first submission.
 */
function countNearestEdits(
  metric: MetricName,
  current: ArrayLike<number>,
  earlier: readonly ArrayLike<number>[],
): number | null {
  const fileOf = (predicted: ArrayLike<number>) =>
    ({ kind: 'numbers', predicted: Float64Array.from(predicted) }) as const;
  const counts = earlier.map((before) =>
    countEdits(metric, { classes: [] }, fileOf(before), fileOf(current)),
  );
  return counts.length === 0 ? null : Math.min(...counts);
}

/** Lists the positions of items on which two submissions of the same round predict differently. */
export function listChangedItems(current: PredictedClasses, earlier: PredictedClasses): Int32Array {
  if (current.length !== earlier.length) throw new RangeError('Predictions over different items.');
  const changed: number[] = [];
  for (let j = 0; j < current.length; j++) if (current[j] !== earlier[j]) changed.push(j);
  return Int32Array.from(changed);
}

/**
 * Lists the positions of items changed since the team's most similar earlier submission: the one with the fewest changes,
 * the first of several.
 * @returns null for a first submission
 */
export function listNearestChanges(
  current: PredictedClasses,
  earlier: readonly PredictedClasses[],
): Int32Array | null {
  let nearest: Int32Array | null = null;
  for (const other of earlier) {
    const changed = listChangedItems(current, other);
    if (nearest === null || changed.length < nearest.length) nearest = changed;
  }
  return nearest;
}

/**
 * Counts how many models have each item right.
 * @param newest the newest submission of each model
 */
function countConsensus(itemCount: number, newest: readonly JudgedSubmission[]): Consensus {
  const right = new Int32Array(itemCount);
  const count = (into: Int32Array, { hits }: JudgedSubmission, step: 1 | -1) => {
    for (let j = 0; j < itemCount; j++) into[j]! += step * hits[j]!;
  };
  for (const submission of newest) count(right, submission, 1);
  return {
    without: (teamGroup) => {
      const own = newest.filter((submission) => submission.teamGroup === teamGroup);
      const otherCount = newest.length - own.length;
      if (otherCount < otherModelsMin) return null;
      const others = right.slice();
      for (const submission of own) count(others, submission, -1);
      return Float64Array.from(others, (models) => models / otherCount);
    },
  };
}
