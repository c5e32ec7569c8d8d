import { randomBytes } from 'node:crypto';
import { type WebPlatform, webPlatform } from '@/adapters/web-platform';
import type { Executor, Transaction } from '@/db/client';
import { readClock } from '@/db/queries/clock-queries';
import { listTalliesOfGroup } from '@/db/queries/feedback-queries';
import { insertNotice } from '@/db/queries/notice-queries';
import { isPseudonymous } from '@/db/queries/pseudonym-queries';
import { findOngoingRound } from '@/db/queries/round-queries';
import {
  insertLinkProposal,
  listParticipatingTeams,
  listTeamLinks,
  lockTeamLinks,
} from '@/db/queries/team-link-queries';
import {
  countPeopleOf,
  countRoundSlotsOf,
  findPendingMerge,
  hasPendingMerge,
  insertMerge,
  insertMergedMembers,
  insertMergedTeam,
  listAgreedMerges,
  listDueMerges,
  listMergesOf,
  type NamedMerge,
  updateMerge,
  updateMerged,
} from '@/db/queries/team-merge-queries';
import { isNameTaken, lockTeam } from '@/db/queries/team-queries';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { type MergeFigures, type MergeView, newMergeSchema, objectToMergeSchema } from '@/lib/contracts/team';
import { addTallies, computeGroupExposure } from '@/lib/core/exposure/exposure';
import { givesNoFeedback } from '@/lib/core/feedback/decide-feedback';
import { roundToDecimals } from '@/lib/core/feedback/rounding';
import { isUuid } from '@/lib/core/is-uuid';
import { skeletonOf, slugOf } from '@/lib/core/name/name';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { TeamRole } from '@/lib/core/team/team';
import { decideLink } from '@/lib/core/team/team-link';
import { explainMisfit } from '@/lib/core/team/team-merge';
import { asAuditor } from '../access/authorized';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { requireBenchmark, requireMaintained } from '../access/require-benchmark';
import { linkTeams } from './link';
import { lockOwnTeam, requireCaptain, requireMembership } from './own-team';
import { refuseTeams } from './team';

const pairOf = ({ team, other }: NamedMerge): [string, string] => [team.teamId, other.teamId];

/** Asks another team to merge in a benchmark; the actor must be a captain of the asking team. */
export async function askMerge(
  actor: Actor | null,
  slug: string,
  input: unknown,
): Promise<Result<MergeView>> {
  const parsed = parseWith(newMergeSchema, input);
  if (!parsed.ok) return parsed;
  const { name } = parsed.value;
  return transact(async (tx): Promise<Result<MergeView>> => {
    const benchmark = await requireBenchmark(tx, parsed.value.benchmark, actor);
    if (!benchmark.ok) return benchmark;
    const { benchmarkId } = benchmark.value;
    await lockTeamLinks(tx, benchmarkId);
    const own = await lockOwnTeam(tx, actor, slug);
    if (!own.ok) return own;
    const { team, actor: captain } = own.value;
    const took = await listParticipatingTeams(tx, benchmarkId);
    const other = took.find((one) => one.slug === parsed.value.with && one.teamId !== team.teamId);
    if (!other || !took.some(({ teamId }) => teamId === team.teamId))
      return refuseTeams('both teams have entered a model in the benchmark before they merge');
    for (const one of [team, other])
      if (await isPseudonymous(tx, benchmarkId, one.teamId))
        return refuse({
          kind: 'not_mergeable',
          because: 'One of the teams stands under a pseudonym here. They may merge after its date.',
        });
    if (await hasPendingMerge(tx, benchmarkId, [team.teamId, other.teamId]))
      return refuse({ kind: 'not_mergeable', because: 'One of the teams waits for another merge here.' });
    if (await isNameTaken(tx, { skeleton: skeletonOf(name) }))
      return refuse({ kind: 'name_taken', what: 'team', own: null });
    const mergeId = await insertMerge(tx, {
      ...{ benchmarkId, teamId: team.teamId, otherTeamId: other.teamId },
      ...{ name, askedBy: captain.userId },
    });
    const merge = await requirePending(tx, mergeId);
    return merge.ok ? ok(viewOfMerge(merge.value, null)) : merge;
  });
}

async function requirePending(
  db: Executor,
  id: string,
  reader: Actor | null = null,
): Promise<Result<NamedMerge>> {
  const merge = isUuid(id) ? await findPendingMerge(db, id, reader?.userId) : undefined;
  return merge ? ok(merge) : refuse({ kind: 'not_found', what: 'pending merge' });
}

/**
 * Finds the pending merge of a captain's team, and locks first the benchmark's links, then the team's members, in the same order
 * as a submission, so that they can't deadlock.
 */
async function requireOwnMerge(
  tx: Transaction,
  actor: Actor | null,
  slug: string,
  id: string,
): Promise<Result<{ merge: NamedMerge; teamId: string; actor: Actor }>> {
  const allowed = await requireCaptain(tx, actor, slug);
  if (!allowed.ok) return allowed;
  const before = await requirePending(tx, id, allowed.value.actor);
  if (!before.ok) return before;
  await lockTeamLinks(tx, before.value.benchmark.benchmarkId);
  const own = await lockOwnTeam(tx, actor, slug);
  if (!own.ok) return own;
  const { teamId } = own.value.team;
  const found = await requirePending(tx, id);
  if (!found.ok) return found;
  return pairOf(found.value).includes(teamId)
    ? ok({ merge: found.value, teamId, actor: own.value.actor })
    : refuse({ kind: 'not_found', what: 'pending merge' });
}

/**
 * Agrees to a merge; the actor must be a captain of the team that was asked. Maintainers get a notice, and have a day to
 * object.
 */
export async function agreeToMerge(
  actor: Actor | null,
  slug: string,
  id: string,
): Promise<Result<MergeView>> {
  return transact(async (tx): Promise<Result<MergeView>> => {
    const found = await requireOwnMerge(tx, actor, slug, id);
    if (!found.ok) return found;
    const { merge, teamId, actor: captain } = found.value;
    if (teamId !== merge.other.teamId)
      return refuse({ kind: 'forbidden', needs: 'a captain of the team that was asked' });
    if (merge.merge.agreedAt !== null)
      return refuse({ kind: 'not_mergeable', because: 'Both teams have agreed already.' });
    const figures = await readFigures(tx, merge);
    const misfit = explainMisfit(figures);
    if (misfit) return refuse({ kind: 'not_mergeable', because: misfit });
    await updateMerge(tx, id, { agreedBy: captain.userId });
    const agreed = await requirePending(tx, id);
    if (!agreed.ok) return agreed;
    const { benchmarkId } = merge.benchmark;
    await insertNotice(tx, {
      ...{ key: `consent_needed:${id}`, kind: 'consent_needed', benchmarkId, roundId: null },
      detail: { what: 'merge', reason: null, proposed_by: captain.userId },
      createdAt: agreed.value.merge.agreedAt ?? (await readClock(tx)),
    });
    return ok(viewOfMerge(agreed.value, figures));
  });
}

/** Drops a merge that isn't completed yet; the actor must be a captain of either team. */
export async function dropMerge(actor: Actor | null, slug: string, id: string): Promise<Result<null>> {
  return transact(async (tx): Promise<Result<null>> => {
    const found = await requireOwnMerge(tx, actor, slug, id);
    if (!found.ok) return found;
    await updateMerge(tx, id, { droppedBy: found.value.actor.userId });
    return ok(null);
  });
}

/** Objects to a merge, as a maintainer, while the period for objections lasts. */
export async function objectToMerge(
  actor: Actor | null,
  slug: string,
  id: string,
  input: unknown,
): Promise<Result<null>> {
  const parsed = parseWith(objectToMergeSchema, input);
  if (!parsed.ok) return parsed;
  return transact(async (tx): Promise<Result<null>> => {
    const maintained = await requireMaintained(tx, actor, slug);
    if (!maintained.ok) return maintained;
    const { benchmarkId } = maintained.value.benchmark;
    await lockTeamLinks(tx, benchmarkId);
    const merge = await requirePending(tx, id);
    if (!merge.ok || merge.value.benchmark.benchmarkId !== benchmarkId || !merge.value.merge.agreedAt)
      return refuse({ kind: 'not_found', what: 'pending merge' });
    const { reason } = parsed.value;
    await updateMerge(tx, id, { droppedBy: maintained.value.actor.userId, dropReason: reason });
    return ok(null);
  });
}

/** The merges of a team of the actor. The asking team sees no common sums before the other team has agreed. */
export async function listMerges(actor: Actor | null, slug: string): Promise<Result<MergeView[]>> {
  const { db } = webPlatform();
  const own = await requireMembership(db, actor, slug);
  if (!own.ok) return own;
  const { team, role, actor: member } = own.value;
  return ok(await readMergesOf(db, team.teamId, { userId: member.userId, role }));
}

export async function readMergesOf(
  db: Executor,
  teamId: string,
  { userId, role }: { userId: string; role: TeamRole },
): Promise<MergeView[]> {
  return Promise.all(
    (await listMergesOf(db, teamId, userId)).map(async (merge) => {
      const maySee = merge.merge.agreedAt !== null || merge.other.teamId === teamId;
      const sees = isWaiting(merge) && maySee && role === 'captain';
      return viewOfMerge(merge, sees ? await readFigures(db, merge) : null);
    }),
  );
}

export const listMergesOfBenchmark = asAuditor(({ db, benchmark }) =>
  readAgreedMerges(db, benchmark.benchmarkId),
);

export async function readAgreedMerges(db: Executor, benchmarkId: string): Promise<MergeView[]> {
  const merges = await listAgreedMerges(db, benchmarkId);
  return Promise.all(
    merges.map(async (merge) => viewOfMerge(merge, isWaiting(merge) ? await readFigures(db, merge) : null)),
  );
}

const isWaiting = ({ merge }: NamedMerge): boolean => merge.mergedAt === null && merge.droppedAt === null;

/**
 * The sums of members, used slots and feedback of both teams and the teams linked with them, in the open round or in a frozen
 * one that can open again.
 */
async function readFigures(db: Executor, merge: NamedMerge): Promise<MergeFigures> {
  const { benchmark } = merge;
  const pair = pairOf(merge);
  const round = await findOngoingRound(db, benchmark.benchmarkId);
  const people = await countPeopleOf(db, pair);
  const size = { people_limit: benchmark.teamSizeMax, people };
  const { quotaPerRound } = round ?? benchmark;
  if (!round)
    return { ...size, round: null, submissions_used: 0, submissions_limit: quotaPerRound, exposure: null };
  const { roundId, number, feedbackPolicy: policy, feedbackCount } = round;
  const used = await countRoundSlotsOf(db, roundId, pair);
  // If the two teams are in one group already, their feedback is the same and must not be added twice.
  const isOneGroup = await areLinked(db, benchmark.benchmarkId, pair);
  const ofGroups = await Promise.all(
    pair.slice(0, isOneGroup ? 1 : 2).map((teamId) => listTalliesOfGroup(db, roundId, teamId)),
  );
  const exposure = givesNoFeedback({ policy, feedbackCount })
    ? null
    : roundToDecimals(computeGroupExposure({ feedbackCount }, addTallies(ofGroups.flat())), 4);
  return { ...size, round: number, submissions_used: used, submissions_limit: quotaPerRound, exposure };
}

async function areLinked(db: Executor, benchmarkId: string, pair: [string, string]): Promise<boolean> {
  const links = await listTeamLinks(db, benchmarkId);
  const [one, other] = pair.map((teamId) => links.find((link) => link.teamId === teamId)?.teamGroupId);
  return one !== undefined && one === other;
}

function viewOfMerge(
  { merge, benchmark, team, other, mergedSlug }: NamedMerge,
  together: MergeFigures | null,
): MergeView {
  const ended = merge.mergedAt ? 'merged' : merge.droppedAt ? 'dropped' : null;
  return {
    id: merge.mergeId,
    benchmark: { slug: benchmark.slug, title: benchmark.title },
    teams: [team, other].map(({ slug, name }) => ({ team: slug, name })),
    name: merge.name,
    state: ended ?? (merge.agreedAt ? 'agreed' : 'asked'),
    asked_at: merge.askedAt.toISOString(),
    objections_until: merge.objectionsUntil?.toISOString() ?? null,
    drop_reason: merge.dropReason,
    merged_team: mergedSlug,
    together,
  };
}

/**
 * Completes merges whose period for objections is over, each in its own transaction: a new team gets the members of both, and
 * all three are linked as by maintainers. A merge that exceeds the limits by now is dropped, with the sums as the reason.
 * @returns the number of completed merges
 */
export async function completeMerges({ db, log }: WebPlatform): Promise<number> {
  let count = 0;
  for (const due of await listDueMerges(db, await readClock(db))) {
    try {
      if (await db.transaction((tx) => complete(tx, due))) count += 1;
    } catch (error) {
      log.error({ err: error, merge: due.merge.mergeId }, 'a merge of teams waits for the next pass');
    }
  }
  return count;
}

async function complete(tx: Transaction, due: NamedMerge): Promise<boolean> {
  const { benchmarkId } = due.benchmark;
  await lockTeamLinks(tx, benchmarkId);
  const found = await findPendingMerge(tx, due.merge.mergeId);
  if (!found?.merge.askedBy) return false;
  const { mergeId, name, askedBy } = found.merge;
  const misfit = explainMisfit(await readFigures(tx, found));
  if (misfit) {
    await updateMerge(tx, mergeId, { dropReason: misfit });
    return false;
  }
  const pair = pairOf(found);
  const teamId = await insertTeamNamed(tx, name);
  for (const one of [...pair].sort()) await lockTeam(tx, one);
  await updateMerged(tx, mergeId, teamId);
  await insertMergedMembers(tx, teamId, pair);
  const teamIds = [...pair, teamId];
  const group = decideLink(await listTeamLinks(tx, benchmarkId), teamIds);
  if (!group) throw new Error('a new team was linked already');
  const reason = `Their captains merged them as “${name}”.`;
  const proposalId = await insertLinkProposal(tx, {
    ...{ benchmarkId, teamIds, reason, mergeId },
    proposedBy: askedBy,
  });
  const asking: Actor = { userId: askedBy, name: null, email: null, isOperator: false };
  const proposal = { proposalId, reason, proposedBy: askedBy };
  await linkTeams(tx, asking, { benchmarkId, proposal, group, isMerge: true });
  return true;
}

/** Inserts the merged team under the agreed name, with a suffix if another team has taken that name since. */
async function insertTeamNamed(tx: Transaction, name: string): Promise<string> {
  const suffix = randomBytes(3).toString('hex');
  const slug = slugOf(name, 'team');
  for (const named of [
    { name, slug },
    { name, slug: `${slug}-${suffix}` },
    { name: `${name} ${suffix}`, slug: `${slug}-${suffix}` },
  ]) {
    const teamId = await insertMergedTeam(tx, { ...named, skeleton: skeletonOf(named.name) });
    if (teamId) return teamId;
  }
  throw new Error('no name is free for a merged team');
}
