import { compareWithChance, flagChanceLevel } from './chance-level';
import { compareSubmissions, countCorrectByLabel, type LabelledItems } from './compare-submissions';
import { type Consensus, countConsensus } from './consensus';
import type { Flag } from './flag';
import { listNearestChanges } from './list-changed-items';
import { type CopyPair, flagNearCopies, type NearCopyFlag } from './near-copies';
import type { PredictedSubmission } from './predicted-submission';
import { computeProbeZ, flagRandomProbing } from './random-probing';
import { flagTinyEdit } from './tiny-edit';

/** `subject` is what the flag is about: a submission, a team, or two teams. A round has one of a kind for each. */
export type RaisedFlag = { readonly subject: string; readonly flag: Flag };

export type RoundToFlag = LabelledItems & {
  /** Scored ones, in the order in which they were received. */
  readonly submissions: readonly PredictedSubmission[];
  /** Whether its answers are numbers about the predicted classes, from which small edits could learn labels. */
  readonly hasSmallEdits: boolean;
};

/**
 * All suspicions about a round, from predicted classes and labels of all items. Pairs of teams give one flag, that of their
 * two most alike submissions, however many they have.
 *
 * @param breathe awaited between pieces of work, each O(n · submissions) at most
 */
export async function findFlags(
  round: RoundToFlag,
  breathe: () => Promise<void>,
): Promise<readonly RaisedFlag[]> {
  const { submissions, labels } = round;
  const correct = submissions.map((submission) => countCorrectByLabel(round, submission));
  const newest = [...new Map(submissions.map((submission) => [submission.model, submission])).values()];
  const consensus = countConsensus(round, newest);
  await breathe();

  const pairs: CopyPair[] = [];
  for (const [i, first] of submissions.entries()) {
    for (const [k, second] of submissions.slice(i + 1).entries())
      if (first.group !== second.group)
        pairs.push(
          compareSubmissions(round, first, second, { first: correct[i]!, second: correct[i + 1 + k]! }),
        );
    await breathe();
  }
  const teamOf = new Map(submissions.map(({ submission, team }) => [submission, team]));
  const flags = keepMostAlike(flagNearCopies(pairs), teamOf);

  for (const team of new Set(teamOf.values())) {
    flags.push(...(await flagEdits(round, consensus, team, breathe)));
    const judged = submissions.flatMap((of, i) =>
      of.team === team && labels.length >= 2
        ? [
            compareWithChance({
              submission: of.submission,
              correctCount: correct[i]!.reduce((sum, count) => sum + count, 0),
              labelCounts: round.labelCounts,
              predictionCounts: countClasses(of, round.labelCounts.length),
            }),
          ]
        : [],
    );
    const atChance = flagChanceLevel(team, judged);
    if (atChance) flags.push({ subject: team, flag: atChance });
    await breathe();
  }
  return flags;
}

function keepMostAlike(flags: readonly NearCopyFlag[], teamOf: ReadonlyMap<string, string>): RaisedFlag[] {
  const kept = new Map<string, NearCopyFlag>();
  for (const flag of flags) {
    const subject = [teamOf.get(flag.first), teamOf.get(flag.second)].sort().join(':');
    const other = kept.get(subject);
    if (!other || flag.predictionDisagreement < other.predictionDisagreement) kept.set(subject, flag);
  }
  return [...kept].map(([subject, flag]) => ({ subject, flag }));
}

/** A team's edits, against the nearest earlier submission of its group. */
async function flagEdits(
  { submissions, labels, hasSmallEdits }: RoundToFlag,
  consensus: Consensus,
  team: string,
  breathe: () => Promise<void>,
): Promise<RaisedFlag[]> {
  const group = submissions.find((of) => of.team === team)?.group ?? team;
  const line = submissions.filter((of) => of.group === group);
  const ofOthers = line.length > 1 ? consensus.without(group) : null;
  const flags: RaisedFlag[] = [];
  const judged = [];
  for (const [i, { submission, team: owner, predicted }] of line.entries()) {
    if (owner !== team) continue;
    const changed = listNearestChanges(
      predicted,
      line.slice(0, i).map((earlier) => earlier.predicted),
    );
    const tiny = flagTinyEdit({
      submission,
      changedCount: changed?.length ?? null,
      itemCount: labels.length,
    });
    if (tiny && hasSmallEdits) flags.push({ subject: submission, flag: tiny });
    const z = changed && ofOthers && computeProbeZ(ofOthers, changed);
    if (changed && z !== null) judged.push({ submission, changedCount: changed.length, z });
    await breathe();
  }
  const probing = flagRandomProbing(team, judged);
  return probing ? [...flags, { subject: team, flag: probing }] : flags;
}

function countClasses({ predicted }: PredictedSubmission, classCount: number): number[] {
  const counts = new Array<number>(classCount).fill(0);
  for (const index of predicted) counts[index]!++;
  return counts;
}
