import { webPlatform } from '@/adapters/web-platform';
import type { Transaction } from '@/db/client';
import { readClock } from '@/db/queries/clock-queries';
import { insertInvitation } from '@/db/queries/people-of-benchmark-queries';
import {
  countMembers,
  deleteMember,
  findMemberRole,
  insertMember,
  listOpenRoundsEntered,
  listTeamInvitations,
  lockTeam,
  revokeTeamInvitations,
  updateMember,
} from '@/db/queries/team-queries';
import { findViolatedConstraint } from '@/db/query-failure';
import { parseWith } from '@/lib/contracts/parse-metadata';
import {
  changedMemberSchema,
  newTeamInvitationSchema,
  type OwnTeamView,
  type SentTeamInvitationView,
} from '@/lib/contracts/team';
import { isUuid } from '@/lib/core/is-uuid';
import { formatUtc } from '@/lib/core/notice/compose-notice';
import { faultyField } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { teamMembersMax } from '@/lib/core/team/team';
import { transact } from '../access/budgets';
import { type Actor, requireSignedIn } from '../access/caller';
import {
  mailInvitation,
  makeInvitationFacts,
  type OfTeam,
  requireInvitation,
  takeInvitation,
} from '../people/invitations';
import {
  lockOwnTeam,
  requireCaptain,
  requireMembership,
  viewOfOwnTeam,
  viewOfTeamInvitation,
} from './own-team';

const pendingMax = 20;

/** Invites a person to a team, as a captain: by mail, or by a link for the person who follows it first. */
export async function inviteToTeam(
  actor: Actor | null,
  slug: string,
  input: unknown,
): Promise<Result<SentTeamInvitationView>> {
  const platform = webPlatform();
  const parsed = parseWith(newTeamInvitationSchema, input);
  if (!parsed.ok) return parsed;
  const { role } = parsed.value;
  const email = parsed.value.email ?? null;
  const made = await transact(
    async (tx): Promise<Result<{ view: SentTeamInvitationView; token: string; teamName: string }>> => {
      const found = await lockOwnTeam(tx, actor, slug);
      if (!found.ok) return found;
      const { team, actor: captain } = found.value;
      const { teamId } = team;
      const now = await readClock(tx);
      if (email !== null) await revokeTeamInvitations(tx, { teamId, email }, now);
      if ((await listTeamInvitations(tx, teamId, now)).length >= pendingMax)
        return refuse(
          faultyField(
            'too_many',
            'email',
            `take one back first: at most ${pendingMax} invitations wait at once`,
          ),
        );
      const { token, ...facts } = makeInvitationFacts(captain, now);
      const values = { ...facts, teamId, teamRole: role, email };
      const invitationId = await insertInvitation(tx, values);
      const invitation = { ...values, invitationId, role, invitedByName: captain.name };
      const view = { ...viewOfTeamInvitation(invitation), link: null, mailed: null };
      return ok({ view, token, teamName: team.name });
    },
  );
  if (!made.ok) return made;
  const { view, token, teamName } = made.value;
  if (email === null)
    return ok({ ...view, link: new URL(`/invitations/${token}`, platform.environment.PUBLIC_URL).href });
  const mailed = await mailInvitation(platform, {
    token,
    email,
    inviterName: view.invited_by,
    expiresAt: new Date(view.expires_at),
    to: { teamName, role },
  });
  return ok({ ...view, mailed });
}

/** Revokes a pending invitation: its link no longer works. */
export async function revokeTeamInvitation(
  actor: Actor | null,
  slug: string,
  id: string,
): Promise<Result<null>> {
  return transact(async (tx): Promise<Result<null>> => {
    const found = await lockOwnTeam(tx, actor, slug);
    if (!found.ok) return found;
    const { teamId } = found.value.team;
    const revoked =
      isUuid(id) && (await revokeTeamInvitations(tx, { teamId, invitationId: id }, await readClock(tx))) > 0;
    return revoked ? ok(null) : refuse({ kind: 'not_found', what: 'pending invitation' });
  });
}

/** A violated constraint of a joining as a refusal, with what the person can do. */
const obstacles: Readonly<Record<string, string>> = {
  team_members_pkey: 'You are a member of this team already.',
  team_members_max: `A team has at most ${teamMembersMax} members. Ask a captain to make room.`,
  team_members_no_label_holder:
    'You have had access to hidden labels of a benchmark that this team has entered, and with you the team would never be ranked there again.',
};

/** Joins a team by an invitation's link, and agrees to be named on its page or not. */
export async function joinTeam(
  actor: Actor | null,
  token: string,
  { isNamed }: { isNamed: boolean },
): Promise<Result<{ slug: string }>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const { userId } = signedIn.value;
  let joined: OfTeam | undefined;
  try {
    return await transact(async (tx): Promise<Result<{ slug: string }>> => {
      const found = await requireInvitation(tx, actor, token, await readClock(tx));
      if (!found.ok) return found;
      const { invitation } = found.value;
      if (invitation.kind !== 'team') return refuse({ kind: 'invitation_invalid' });
      joined = invitation;
      const { teamId, slug } = invitation.team;
      await lockTeam(tx, teamId);
      if (await findMemberRole(tx, teamId, userId))
        return refuse({ kind: 'not_joinable', because: obstacles.team_members_pkey! });
      if (!(await takeInvitation(tx, invitation, userId))) return refuse({ kind: 'invitation_invalid' });
      await insertMember(tx, { teamId, userId, role: invitation.role, isNamed });
      return ok({ slug });
    });
  } catch (error) {
    const constraint = findViolatedConstraint(error) ?? '';
    const because =
      obstacles[constraint] ??
      (constraint.startsWith('round_entrants_') && joined
        ? await explainBinding(joined.team.teamId, userId)
        : undefined);
    if (because === undefined) throw error;
    return refuse({ kind: 'not_joinable', because });
  }
}

/** The open round for which a person can't join a team that has entered it. */
async function explainBinding(teamId: string, userId: string): Promise<string> {
  const entered = await listOpenRoundsEntered(webPlatform().db, teamId, userId);
  for (const { title, round, closesAt, boundTo, people, sizeMax } of entered) {
    if (title === null) {
      if (boundTo === null && people < sizeMax) continue;
      return 'This team has entered an open round that isn’t named to you: the team stands under a pseudonym there, or the benchmark is private. You have submitted to it for another team, or the team is as large there as the benchmark admits. You can join when that round is over.';
    }
    const until = closesAt === null ? 'it closes' : formatUtc(new Date(closesAt));
    if (boundTo !== null)
      return `You have submitted for the team “${boundTo}” to round ${round} of ${title}, which this team has entered too. You can join when that round is over: until ${until}, you submit for “${boundTo}”.`;
    if (people >= sizeMax)
      return `${title} admits ${sizeMax === 1 ? 'individuals only' : `teams of at most ${sizeMax} people`}, and this team has ${people} in round ${round}, with those who left since it entered. You can join when that round is over: ${until}.`;
  }
  return 'A round that this team has entered closed in this moment. Try again.';
}

/**
 * Hands a team over, or changes one's own agreement to be named: a captain changes roles, and each member their own agreement. A
 * trigger keeps a captain.
 */
export async function changeMember(
  actor: Actor | null,
  slug: string,
  userId: string,
  input: unknown,
): Promise<Result<OwnTeamView>> {
  const parsed = parseWith(changedMemberSchema, input);
  if (!parsed.ok) return parsed;
  const { role, named } = parsed.value;
  return transact(async (tx): Promise<Result<OwnTeamView>> => {
    const found = await requireMember(tx, actor, slug, {
      ...{ userId, require: role ? requireCaptain : requireMembership },
    });
    if (!found.ok) return found;
    const { team, actor: changing } = found.value;
    if (named !== undefined && changing.userId !== userId)
      return refuse({ kind: 'forbidden', needs: 'the person who would be named' });
    const changed = { ...(role && { role }), ...(named !== undefined && { isNamed: named }) };
    if (Object.keys(changed).length > 0) await updateMember(tx, { teamId: team.teamId, userId }, changed);
    return ok(
      await viewOfOwnTeam(tx, {
        team,
        role: (await findMemberRole(tx, team.teamId, changing.userId)) ?? 'member',
        actor: changing,
      }),
    );
  });
}

/** Leaves a team, or removes another member as a captain. A person stays bound to the team in rounds that it has entered. */
export async function removeMember(actor: Actor | null, slug: string, userId: string): Promise<Result<null>> {
  return transact(async (tx): Promise<Result<null>> => {
    const require = actor?.userId === userId ? requireMembership : requireCaptain;
    const found = await requireMember(tx, actor, slug, { userId, require });
    if (!found.ok) return found;
    const { teamId } = found.value.team;
    if ((await countMembers(tx, teamId)) < 2)
      return refuse({ kind: 'forbidden', needs: 'another member, who stays in the team' });
    await deleteMember(tx, teamId, userId);
    return ok(null);
  });
}

/** A member of the actor's team, whose members are locked. */
async function requireMember(
  tx: Transaction,
  actor: Actor | null,
  slug: string,
  { userId, require }: { userId: string; require: typeof requireCaptain },
): ReturnType<typeof lockOwnTeam> {
  const found = await lockOwnTeam(tx, actor, slug, require);
  if (!found.ok) return found;
  if (!isUuid(userId) || !(await findMemberRole(tx, found.value.team.teamId, userId)))
    return refuse({ kind: 'not_found', what: 'member of this team' });
  return found;
}
