import { randomBytes } from 'node:crypto';
import { webPlatform } from '@/adapters/web-platform';
import type { Executor, Transaction } from '@/db/client';
import { readClock } from '@/db/queries/clock-queries';
import { findModeration } from '@/db/queries/operator-act-queries';
import {
  type FormerName,
  type FoundTeam,
  findMemberRole,
  findTeamByAddress,
  findTeamById,
  isNameTaken,
  listFormerNames,
  listMembers,
  listTeamInvitations,
  lockTeam,
  type Member,
  renameTeam,
  type TeamInvitation,
  updateDescription,
} from '@/db/queries/team-queries';
import { findViolatedConstraint } from '@/db/query-failure';
import { parseWith } from '@/lib/contracts/parse-metadata';
import {
  changedTeamSchema,
  type MemberView,
  newTeamSchema,
  type OwnTeamView,
  type TeamInvitationView,
  teamSlugSchema,
} from '@/lib/contracts/team';
import { maskEmail } from '@/lib/core/mask-email';
import { skeletonOf, slugOf } from '@/lib/core/name/name';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { TeamRole } from '@/lib/core/team/team';
import { asPerson } from '../access/authorized';
import { transact } from '../access/budgets';
import { type Actor, requireSignedIn } from '../access/caller';
import { insertNamedTeam } from './team';

export const notCaptain: Refusal = { kind: 'forbidden', needs: 'a captain of this team' };

const nameTaken: Refusal = { kind: 'name_taken', what: 'team', own: null };

/** Creates a team with the actor as its captain. */
export const foundTeam = asPerson(newTeamSchema, async ({ actor }, input) => {
  const { userId } = actor;
  const suffix = randomBytes(3).toString('hex');
  return withNames(() =>
    transact(async (tx): Promise<Result<OwnTeamView>> => {
      const team = await insertNamedTeam(tx, { ...input, suffix, userId, mayRename: false });
      if (!team) return refuse(nameTaken);
      return ok(await viewOfOwnTeam(tx, { team, role: 'captain', actor }));
    }),
  );
});

const constraintsOfNames = ['teams_slug_key', 'teams_skeleton_key', 'teams_former_name'];

/** Runs a change of a team's name. A violated constraint means that another team has, or had, this name. */
async function withNames<T>(change: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await change();
  } catch (error) {
    const constraint = findViolatedConstraint(error) ?? '';
    if (constraintsOfNames.includes(constraint)) return refuse(nameTaken);
    if (constraint === 'teams_renamed_by_captains') return refuse(notCaptain);
    throw error;
  }
}

/** Changes name or description of a team, as a captain. The former name stays taken, and its address leads to the team. */
export async function changeTeam(
  actor: Actor | null,
  slug: string,
  input: unknown,
): Promise<Result<OwnTeamView>> {
  const parsed = parseWith(changedTeamSchema, input);
  if (!parsed.ok) return parsed;
  const { name, description } = parsed.value;
  return withNames(() =>
    transact(async (tx): Promise<Result<OwnTeamView>> => {
      const found = await requireCaptain(tx, actor, slug);
      if (!found.ok) return found;
      const { team, actor: captain } = found.value;
      if (await findModeration(tx, 'team', team.teamId))
        return refuse({ kind: 'forbidden', needs: 'an operator, who has decided on this team’s name' });
      if (description !== undefined) await updateDescription(tx, team.teamId, description);
      if (name !== undefined && name !== team.name) {
        const renamed = { teamId: team.teamId, userId: captain.userId, name, skeleton: skeletonOf(name) };
        await renameTeam(tx, { ...renamed, slug: await chooseAddress(tx, team, name) });
      }
      return ok(await viewOfOwnTeam(tx, found.value));
    }),
  );
}

/** The slug for a team's name, with a random suffix if another team has, or had, the plain one. */
async function chooseAddress(db: Executor, team: FoundTeam, name: string): Promise<string> {
  const slug = slugOf(name, 'team');
  const isTaken = await isNameTaken(db, { ofTeam: team.teamId, slug });
  return isTaken ? `${slug}-${randomBytes(3).toString('hex')}` : slug;
}

type Membership = { team: FoundTeam; role: TeamRole; actor: Actor };

/** Finds a team of the actor by its present or a former slug. For others it is reported as missing. */
export async function requireMembership(
  db: Executor,
  actor: Actor | null,
  slug: string,
): Promise<Result<Membership>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const team = teamSlugSchema.safeParse(slug).success ? await findTeamByAddress(db, slug) : undefined;
  const role = team && (await findMemberRole(db, team.teamId, signedIn.value.userId));
  if (!team || !role) return refuse({ kind: 'not_found', what: 'team of yours' });
  return ok({ team, role, actor: signedIn.value });
}

export async function requireCaptain(
  db: Executor,
  actor: Actor | null,
  slug: string,
): Promise<Result<Membership>> {
  const found = await requireMembership(db, actor, slug);
  return found.ok && found.value.role !== 'captain' ? refuse(notCaptain) : found;
}

/** Requires a role in a team, and locks the team, so that its members' roles can't change until the transaction ends. */
export async function lockOwnTeam(
  tx: Transaction,
  actor: Actor | null,
  slug: string,
  require: typeof requireMembership = requireCaptain,
): Promise<Result<Membership>> {
  const before = await require(tx, actor, slug);
  if (!before.ok) return before;
  await lockTeam(tx, before.value.team.teamId);
  return require(tx, actor, slug);
}

/** A team with its members; the actor must be a member. */
export async function findOwnTeam(actor: Actor | null, slug: string): Promise<Result<OwnTeamView>> {
  const { db } = webPlatform();
  const found = await requireMembership(db, actor, slug);
  return found.ok ? ok(await viewOfOwnTeam(db, found.value)) : found;
}

/** Reads the team anew, since the transaction may have renamed it. */
export async function viewOfOwnTeam(
  db: Executor,
  { team: { teamId }, role, actor }: { team: Pick<FoundTeam, 'teamId'>; role: TeamRole; actor: Actor },
): Promise<OwnTeamView> {
  const team = await findTeamById(db, teamId);
  if (!team) throw new Error('a team is missing');
  const members = await listMembers(db, teamId);
  const formerNames = await listFormerNames(db, teamId);
  return addInvitations(db, { team, role, actor, members, formerNames });
}

/** The view of a team that was read already; a captain also sees pending invitations. */
export async function addInvitations(
  db: Executor,
  own: Membership & { members: readonly Member[]; formerNames: readonly FormerName[] },
): Promise<OwnTeamView> {
  const { team, role, actor, members, formerNames } = own;
  const pending = role === 'captain' ? await listTeamInvitations(db, team.teamId, await readClock(db)) : [];
  return {
    team: team.slug,
    name: team.name,
    description: team.description,
    former_names: formerNames.map(({ slug: former, name, endedAt }) => ({
      team: former,
      name,
      until: endedAt.toISOString(),
    })),
    your_role: role,
    members: members.map((member) => viewOfMember(member, actor)),
    invitations: pending.map(viewOfTeamInvitation),
  };
}

const viewOfMember = (member: Member, reader: Actor): MemberView => ({
  id: member.userId,
  name: member.name ?? (member.email && maskEmail(member.email)),
  role: member.role,
  joined_at: member.joinedAt.toISOString(),
  named: member.isNamed,
  is_you: member.userId === reader.userId,
});

export const viewOfTeamInvitation = (invitation: TeamInvitation): TeamInvitationView => ({
  id: invitation.invitationId,
  email: invitation.email,
  role: invitation.role ?? 'member',
  invited_by: invitation.invitedByName,
  expires_at: invitation.expiresAt.toISOString(),
});
