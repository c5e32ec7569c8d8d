import type { Database, Executor, Transaction } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { insertRulesAcceptance } from '@/db/queries/entry-queries';
import { addJob } from '@/db/queries/job-queries';
import { insertPractice } from '@/db/queries/practice-queries';
import { findRoundById, lockOpenRound } from '@/db/queries/round-queries';
import { takeDaySlot, takeRoundSlot } from '@/db/queries/slot-queries';
import {
  findSubmissionById,
  findSubmissionByKey,
  insertSubmission,
  type NamedSubmission,
  upsertModel,
} from '@/db/queries/submission-queries';
import { lockSlotGroup } from '@/db/queries/team-link-queries';
import type { Team } from '@/db/queries/team-queries';
import { findViolatedConstraint, readSpentBudget } from '@/db/query-failure';
import type { NewSubmission } from '@/lib/contracts/submission';
import { isArtefactKind } from '@/lib/core/benchmark';
import { skeletonOf, slugOf } from '@/lib/core/name/name';
import { nextUtcDay, utcDay } from '@/lib/core/quota/quota';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideAcceptance, explainNoOpenRound } from '@/lib/core/round/decide-changes';
import type { OpenRound } from '@/lib/core/round/round';
import { stateDeadlineMs } from '@/lib/core/submission/submission-state';
import { requireGoodStanding } from '../access/caller';
import { findEntryRefusal } from '../entry/entry';
import { refuseEntrants } from '../team/team';
import { freezeVersion, refuseKnownVersion } from './counting';
import { refuseKnownFile, refuseLookAlike } from './entry-rules';

export type Acceptance = {
  submissionId: string;
  userId: string;
  team: Team;
  benchmark: BenchmarkRow;
  metadata: NewSubmission;
  idempotencyKey: string;
  requestSha256: string;
  file: { sha256: string; byteCount: number };
  /** The round by which the file was validated; if another round opens meanwhile, the file must not be accepted there. */
  roundId: string;
  /** The model version to run; null for a file of predictions. */
  versionId: string | null;
  /** The id of the HTTP request, which the scorer's log lines about this submission contain. */
  requestId?: string | null;
};

/**
 * Accepts a validated submission in one transaction, which reads the clock once. It checks and writes all of the following or
 * nothing: idempotency key, open round, the team's members and group, a slot of the round, a slot of the day, the submission
 * and its job.
 * @returns the submission, and whether it is that of an earlier identical request
 */
export async function acceptSubmission(
  db: Database,
  acceptance: Acceptance,
): Promise<Result<{ submission: NamedSubmission; isReplay: boolean }>> {
  try {
    return await db.transaction(async (tx) => {
      const accepted = await acceptWithin(tx, acceptance);
      // An exception rolls back what the transaction has written before the refusal.
      if (!accepted.ok) throw new Refused(accepted.error);
      return accepted;
    });
  } catch (error) {
    if (error instanceof Refused) return refuse(error.refusal);
    const spent = readSpentBudget(error);
    if (spent) return refuse({ kind: 'budget_spent', ...spent });
    // The person left the team between the first checks and this transaction.
    if (findViolatedConstraint(error) === 'submissions_of_a_team')
      return refuse({ kind: 'forbidden', needs: 'a member of that team' });
    const barred = isOfEntry(error) && (await findEntryRefusal(db, acceptance));
    if (barred) return refuse(barred);
    if (constraintsOfEntrants.includes(findViolatedConstraint(error) ?? '')) {
      const round = await findRoundById(db, acceptance.roundId);
      const unfit = await findUnfitEntrants(db, acceptance, round?.closesAt ?? null);
      if (unfit) return refuse(unfit);
    }
    // The second of two concurrent requests with the same file or version waits for the first; it then fails on a constraint
    // and finds the first one's submission here.
    const refused =
      isOfKnownFile(error) && ((await findReplay(db, acceptance)) ?? (await findKnownFile(db, acceptance)));
    if (refused) return refused;
    throw error;
  }
}

const constraintsOfFiles = [
  'submissions_one_of_file_per_team',
  'version_files_pkey',
  'version_files_skeleton_key',
  'model_versions_model_id_version_key',
  'model_versions_model_id_skeleton_key',
  'model_versions_model_id_sha256_key',
];

/**
 * Constraints by which the database refuses an entrant who was removed, or a version of the rules that was replaced, between
 * the first checks and this transaction.
 */
const constraintsOfEntry = [
  'submissions_of_entrants',
  'submissions_accept_rules',
  'rules_acceptances_in_force',
];

const isOfEntry = (error: unknown): boolean =>
  constraintsOfEntry.includes(findViolatedConstraint(error) ?? '');
const constraintsOfEntrants = ['round_entrants_pkey', 'round_entrants_team_size'];

const findUnfitEntrants = (db: Executor, acceptance: Acceptance, closesAt: Date | null) =>
  refuseEntrants(db, {
    round: { roundId: acceptance.roundId, closesAt },
    ...{ teamId: acceptance.team.teamId, userId: acceptance.userId },
    sizeMax: acceptance.benchmark.teamSizeMax,
  });

const isOfKnownFile = (error: unknown): boolean =>
  constraintsOfFiles.includes(findViolatedConstraint(error) ?? '');

async function findKnownFile(
  db: Executor,
  { roundId, team, benchmark, metadata, file, versionId }: Acceptance,
): Promise<Result<never> | null> {
  const { teamId } = team;
  const { benchmarkId } = benchmark;
  const { sha256 } = file;
  const refusal =
    (versionId && (await refuseKnownVersion(db, { benchmarkId, teamId, ...metadata, sha256 }))) ||
    (await refuseKnownFile(db, { roundId, teamId, fileSha256: file.sha256 }, metadata));
  return refusal && refuse(refusal);
}

class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.kind);
  }
}

async function acceptWithin(
  tx: Transaction,
  acceptance: Acceptance,
): Promise<Result<{ submission: NamedSubmission; isReplay: boolean }>> {
  const { submissionId, team, benchmark } = acceptance;
  const earlier = await findReplay(tx, acceptance);
  if (earlier) return earlier;

  const round = await lockOpenRound(tx, acceptance.roundId);
  if (!round) return refuse(explainNoOpenRound(await findRoundById(tx, acceptance.roundId)));
  const { benchmarkId } = benchmark;
  const { teamId } = team;
  const teamGroupId = await lockSlotGroup(tx, { benchmarkId, roundId: round.roundId, teamId });
  const now = await readClock(tx);
  const decided = decideAcceptance(round, now);
  if (!decided.ok) return decided;
  if (!round.accepts.includes(acceptance.metadata.kind))
    return refuse({ kind: 'kind_not_accepted', accepts: round.accepts });

  const unfit = await findUnfitEntrants(tx, acceptance, round.closesAt);
  if (unfit) return refuse(unfit);
  const known = await findKnownFile(tx, acceptance);
  if (known) return (await findReplay(tx, acceptance)) ?? known;
  const { rules_version: number } = acceptance.metadata;
  if (number !== undefined)
    await insertRulesAcceptance(tx, { benchmarkId, number, userId: acceptance.userId });
  // If nothing was inserted, a parallel request with the same idempotency key has committed since the check above.
  if (!(await insertAccepted(tx, acceptance, round, now)))
    return (await findReplay(tx, acceptance)) ?? refuse({ kind: 'idempotency_conflict' });
  // The new row locks the person's row, which an operator's suspension locks too. So either this check sees the suspension, or
  // the suspension sees the new submission.
  const allowed = await requireGoodStanding(tx, acceptance.userId);
  if (!allowed.ok) return allowed;
  const lacking = await takeSlots(tx, acceptance, { round, teamGroupId, now });
  if (lacking) return refuse(lacking);

  const isModel = acceptance.versionId !== null;
  await addJob(tx, isModel ? 'score_model' : chooseFileJob(round), { submissionId });
  if (isModel) await insertPractice(tx, submissionId, round);
  const submission = await findSubmissionById(tx, submissionId);
  if (!submission) throw new Error('a submission is missing within its own transaction');
  return ok({ submission, isReplay: false });
}

/** Minimum number of rows of a file that is scored in a queue of its own, since that takes more than a second. */
const largeRowsMin = 100_000;

/** Chooses the queue by the number of items in the round: a valid file has one row for each. */
const chooseFileJob = ({ itemCount }: OpenRound) =>
  itemCount < largeRowsMin ? 'score_submission' : 'score_large_submission';

/** @returns true if the submission is new; false if its idempotency key is used */
async function insertAccepted(
  tx: Transaction,
  { submissionId, team, benchmark, metadata, ...request }: Acceptance,
  { roundId }: OpenRound,
  now: Date,
): Promise<boolean> {
  const { teamId } = team;
  const model = await upsertModel(tx, {
    benchmarkId: benchmark.benchmarkId,
    teamId,
    name: metadata.model,
    skeleton: skeletonOf(metadata.model),
    slug: slugOf(metadata.model, 'model'),
  });
  const lookAlike = refuseLookAlike(model, { teamId, name: metadata.model });
  if (lookAlike) throw new Refused(lookAlike);
  const { versionId, file, userId } = request;
  const { kind } = metadata;
  const full =
    versionId &&
    isArtefactKind(kind) &&
    (await freezeVersion(tx, {
      ...{ benchmarkId: benchmark.benchmarkId, teamId, modelId: model.modelId, versionId, kind, file },
      ...{ version: metadata.version, trains: metadata.trains ?? false, frozenBy: userId, frozenAt: now },
    }));
  if (full) throw new Refused(full);
  return insertSubmission(tx, {
    submissionId,
    roundId,
    teamId,
    userId: request.userId,
    modelId: model.modelId,
    version: metadata.version,
    versionSkeleton: skeletonOf(metadata.version),
    kind,
    versionId,
    // A receipt for a file of predictions proves only that the file arrived while the round was open, not when its model was
    // made.
    evidence: 'in-round',
    disclosure: metadata.disclosure,
    isBaseline: metadata.baseline ?? false,
    idempotencyKey: request.idempotencyKey,
    requestSha256: request.requestSha256,
    requestId: request.requestId,
    fileSha256: request.file.sha256,
    fileByteCount: request.file.byteCount,
    state: 'queued',
    receivedAt: now,
    deadlineAt: new Date(now.getTime() + stateDeadlineMs.queued),
  });
}

/** Takes one slot of the round and one of the day. Returns the refusal if either has none left, else null. */
async function takeSlots(
  tx: Transaction,
  { submissionId, team, benchmark }: Acceptance,
  { round, teamGroupId, now }: { round: OpenRound; teamGroupId: string; now: Date },
): Promise<Refusal | null> {
  const { benchmarkId } = benchmark;
  const { roundId, closesAt, quotaPerRound, quotaPerDay } = round;
  const ofTeam = { teamId: team.teamId, teamGroupId, submissionId };
  if ((await takeRoundSlot(tx, { ...ofTeam, roundId, limit: quotaPerRound })) === null)
    return { kind: 'quota_exhausted', scope: 'round', limit: quotaPerRound, resetsAt: closesAt };
  const day = utcDay(now);
  if ((await takeDaySlot(tx, { ...ofTeam, benchmarkId, day, limit: quotaPerDay })) === null)
    return { kind: 'quota_exhausted', scope: 'day', limit: quotaPerDay, resetsAt: nextUtcDay(now) };
  return null;
}

/**
 * Finds the receipt of an earlier identical request with the same idempotency key. A refusal if that request was different;
 * null without one.
 */
export async function findReplay(
  tx: Executor,
  request: Pick<Acceptance, 'userId' | 'idempotencyKey' | 'requestSha256'>,
): Promise<Result<{ submission: NamedSubmission; isReplay: boolean }> | null> {
  const earlier = await findSubmissionByKey(tx, request.userId, request.idempotencyKey);
  if (!earlier) return null;
  return earlier.submission.requestSha256 === request.requestSha256
    ? ok({ submission: earlier, isReplay: true })
    : refuse({ kind: 'idempotency_conflict' });
}
