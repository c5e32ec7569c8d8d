import { webPlatform } from '@/adapters/web-platform';
import type { Executor, Transaction } from '@/db/client';
import { findBenchmarkWithRole } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { addJob } from '@/db/queries/job-queries';
import {
  findVersionAlike,
  insertModelVersion,
  lockImageBytes,
  lockRunningVersionCount,
} from '@/db/queries/model-version-queries';
import { lockRound } from '@/db/queries/round-queries';
import {
  type NamedSubmission,
  updateSubmissionChosen,
  updateSubmissionWithdrawn,
} from '@/db/queries/submission-queries';
import { listTeamsOf } from '@/db/queries/team-queries';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { type SubmissionView, withdrawalSchema } from '@/lib/contracts/submission';
import { type ArtefactKind, hasRole } from '@/lib/core/benchmark';
import { skeletonOf } from '@/lib/core/name/name';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideChoice, decideWithdrawal } from '@/lib/core/submission/submission-state';
import { coversScope } from '@/lib/core/token-scope';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { requireSubmission, viewOfSubmission } from './view';

/** Chooses the submission that counts for its model. The team can choose another one until the close. */
export const chooseSubmission = (actor: Actor | null, submissionId: string) =>
  choose(actor, submissionId, true);

/** Withdraws the choice, so that the model's submission with the best reported score counts again. */
export const unchooseSubmission = (actor: Actor | null, submissionId: string) =>
  choose(actor, submissionId, false);

async function choose(
  actor: Actor | null,
  submissionId: string,
  isChosen: boolean,
): Promise<Result<SubmissionView>> {
  const { db } = webPlatform();
  const found = await requireSubmission(db, actor, submissionId);
  if (!found.ok) return found;
  const { roundId, modelId } = found.value.submission;
  return transact(async (tx): Promise<Result<SubmissionView>> => {
    const round = await lockRound(tx, roundId);
    const sent = await requireSubmission(tx, actor, submissionId);
    if (!sent.ok) return sent;
    if (!actor || !round) return refuse({ kind: 'not_found', what: 'submission' });
    const now = await readClock(tx);
    const { isInTeam } = await findRelation(tx, actor, sent.value);
    const decided = decideChoice(sent.value.submission, { round, now, isInTeam });
    if (!decided.ok) return decided;
    if ((sent.value.submission.chosenAt !== null) !== isChosen) {
      const { userId } = actor;
      await updateSubmissionChosen(tx, { roundId, modelId, submissionId, isChosen, userId });
      await addJob(tx, 'publish_snapshot', { roundId });
    }
    const chosen = await requireSubmission(tx, actor, submissionId);
    return chosen.ok ? ok(viewOfSubmission(chosen.value)) : chosen;
  });
}

/**
 * Withdraws a submission for good. Its slot stays used and its feedback counted; if the model has another submission, that one
 * counts. The table is published again. A trigger records the audit event.
 */
export async function withdrawSubmission(
  actor: Actor | null,
  submissionId: string,
  input: unknown,
): Promise<Result<SubmissionView>> {
  const { db } = webPlatform();
  const found = await requireSubmission(db, actor, submissionId);
  if (!found.ok) return found;
  const parsed = parseWith(withdrawalSchema, input);
  if (!parsed.ok) return parsed;
  const { roundId } = found.value.submission;
  return transact(async (tx): Promise<Result<SubmissionView>> => {
    const round = await lockRound(tx, roundId);
    const sent = await requireSubmission(tx, actor, submissionId);
    if (!sent.ok) return sent;
    if (!actor || !round) return refuse({ kind: 'not_found', what: 'submission' });
    const decided = decideWithdrawal(sent.value.submission, {
      round,
      now: await readClock(tx),
      asker: await findRelation(tx, actor, sent.value),
      reason: parsed.value.reason || null,
    });
    if (!decided.ok) return decided;
    const { userId } = actor;
    await updateSubmissionWithdrawn(tx, submissionId, {
      withdrawnBy: userId,
      withdrawalReason: decided.value.reason,
    });
    await addJob(tx, 'publish_snapshot', { roundId });
    const withdrawn = await requireSubmission(tx, actor, submissionId);
    return withdrawn.ok ? ok(viewOfSubmission(withdrawn.value)) : withdrawn;
  });
}

/** A model version that is created together with its submission. */
export type NewVersion = {
  benchmarkId: string;
  teamId: string;
  modelId: string;
  version: string;
  versionId: string;
  kind: ArtefactKind;
  /** True for a container image whose program is trained on revealed rounds. */
  trains: boolean;
  file: { sha256: string; byteCount: number };
  frozenBy: string;
  frozenAt: Date;
};

/**
 * Refuses a file that is a version of the team already, and a version name that already has another file; null if
 * neither holds.
 */
export async function refuseKnownVersion(
  db: Executor,
  sought: { benchmarkId: string; teamId: string; model: string; version: string; sha256: string },
): Promise<Refusal | null> {
  const known = await findVersionAlike(db, { ...sought, skeleton: skeletonOf(sought.version) });
  if (!known) return null;
  return {
    kind: 'version_frozen_already',
    model: known.model,
    version: sought.version,
    known: known.version,
    isSameFile: known.sha256 === sought.sha256,
    isRetired: known.state === 'retired',
  };
}

/**
 * Creates a frozen model version in the transaction that accepts its submission. Returns the refusal if the team's limits are
 * reached.
 */
export async function freezeVersion(tx: Transaction, frozen: NewVersion): Promise<Refusal | null> {
  const { environment } = webPlatform();
  const limit = environment.TIDEMARK_VERSIONS_PER_TEAM_MAX;
  if ((await lockRunningVersionCount(tx, frozen)) >= limit) return { kind: 'versions_full', limit };
  const { versionId, modelId, version, kind, trains, file, frozenAt, frozenBy } = frozen;
  const bytesMax = environment.TIDEMARK_IMAGE_GB_PER_TEAM_MAX * 1024 ** 3;
  if (kind === 'container' && (await lockImageBytes(tx, frozen.teamId)) + file.byteCount > bytesMax)
    return { kind: 'images_full', bytesMax };
  await insertModelVersion(tx, {
    ...{ versionId, modelId, version, kind, trains, skeleton: skeletonOf(version) },
    ...{ sha256: file.sha256, byteCount: file.byteCount, frozenAt, frozenBy },
  });
  return null;
}

/** The actor's relation to a submission. An API token without the scope `maintain` doesn't act as a maintainer. */
type Relation = { isInTeam: boolean; isMaintainer: boolean };

export async function findRelation(
  db: Executor,
  { userId, token }: Actor,
  { submission, benchmarkSlug }: NamedSubmission,
): Promise<Relation> {
  const teams = await listTeamsOf(db, userId);
  const role = (await findBenchmarkWithRole(db, benchmarkSlug, userId))?.role;
  const mayMaintain = !token || coversScope(token.scope, 'maintain');
  return {
    isInTeam: teams.some(({ teamId }) => teamId === submission.teamId),
    isMaintainer: role ? mayMaintain && hasRole(role, 'maintainer') : false,
  };
}
