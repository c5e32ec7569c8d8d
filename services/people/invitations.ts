import { describeMailFailure, sendMail } from '@/adapters/mail';
import { hashInvitationToken, isInvitationToken, makeInvitationToken } from '@/adapters/tokens';
import { type WebPlatform, webPlatform } from '@/adapters/web-platform';
import type { Executor, Transaction } from '@/db/client';
import {
  type BenchmarkRow,
  findMaintainerRole,
  insertMaintainer,
  lockBenchmark,
} from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import {
  findPendingInvitation,
  type Invitation,
  insertInvitation,
  listPendingInvitations,
  type PendingInvitation,
  revokeInvitationById,
  revokeInvitationsTo,
  updateInvitationAccepted,
  updateRole,
} from '@/db/queries/people-of-benchmark-queries';
import { findEmailOf, findPersonByEmail } from '@/db/queries/people-queries';
import { countMembers, listOpenRoundsEntered } from '@/db/queries/team-queries';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { type InvitationView, newInvitationSchema, type SentInvitationView } from '@/lib/contracts/people';
import { hasRole, type MaintainerRole } from '@/lib/core/benchmark';
import { isUuid } from '@/lib/core/is-uuid';
import { maskEmail } from '@/lib/core/mask-email';
import { composeInvitation } from '@/lib/core/notice/compose-notice';
import { faultyField } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { TeamRole } from '@/lib/core/team/team';
import { asAuditor } from '../access/authorized';
import { transact } from '../access/budgets';
import { type Actor, requireSignedIn } from '../access/caller';
import { recordAuditEvent } from '../access/record-audit-event';
import { requireMaintained } from '../access/require-benchmark';

const daysValid = 14;

const pendingMax = 50;

const hourMs = 3_600_000;

/** Time limit of the mail: short, since a person waits for the response and can send it again. */
const mailTimeoutMs = 15_000;

type Made = { invitation: Invitation; token: string; benchmarkTitle: string };

/** Mails an invitation link to a role. It replaces an open invitation of the same address, so that only the newest link works. */
export async function invitePerson(
  actor: Actor | null,
  slug: string,
  input: unknown,
): Promise<Result<SentInvitationView>> {
  const platform = webPlatform();
  const allowed = await requireMaintained(platform.db, actor, slug, 'owner');
  if (!allowed.ok) return allowed;
  const parsed = parseWith(newInvitationSchema, input);
  if (!parsed.ok) return parsed;
  const made = await transact((tx) => makeInvitation(tx, allowed.value, slug, parsed.value));
  if (!made.ok) return made;
  const { invitation, token, benchmarkTitle } = made.value;
  const { role, invitedByName: inviterName, ...rest } = invitation;
  const mailed = await mailInvitation(platform, {
    ...rest,
    ...{ token, inviterName, to: { benchmarkTitle, role } },
  });
  return ok({ ...viewOfInvitation(invitation), mailed });
}

async function makeInvitation(
  tx: Transaction,
  { actor, benchmark: { benchmarkId, title } }: { actor: Actor; benchmark: BenchmarkRow },
  slug: string,
  { email, role }: { email: string; role: MaintainerRole },
): Promise<Result<Made>> {
  await lockBenchmark(tx, benchmarkId);
  // The role is checked again under the lock.
  const maintained = await requireMaintained(tx, actor, slug, 'owner');
  if (!maintained.ok) return maintained;
  const now = await readClock(tx);

  const currentRole = await findRoleByEmail(tx, benchmarkId, email);
  if (currentRole && hasRole(currentRole, role))
    return faultyEmail('has_role', `that person is ${nameRole(currentRole)} already`);
  for (const invitationId of await revokeInvitationsTo(tx, { benchmarkId, email }, now))
    await recordAuditEvent(tx, 'invitation_revoked', {
      actor,
      benchmarkId,
      detail: { invitation: invitationId, replaced: true },
    });
  if ((await listPendingInvitations(tx, benchmarkId, now)).length >= pendingMax)
    return faultyEmail('too_many', `take one back first: at most ${pendingMax} invitations wait at once`);

  const { token, ...facts } = makeInvitationFacts(actor, now);
  const values = { ...facts, benchmarkId, email, role };
  const invitationId = await insertInvitation(tx, values);
  await recordAuditEvent(tx, 'person_invited', {
    actor,
    benchmarkId,
    detail: { invitation: invitationId, role },
  });
  const invitation = { ...values, invitationId, invitedByName: actor.name };
  return ok({ invitation, token, benchmarkTitle: title });
}

async function findRoleByEmail(
  tx: Transaction,
  benchmarkId: string,
  email: string,
): Promise<MaintainerRole | undefined> {
  const person = await findPersonByEmail(tx, email);
  return person && findMaintainerRole(tx, benchmarkId, person.userId);
}

const faultyEmail = (code: string, detail: string) => refuse(faultyField(code, 'email', detail));

const nameRole = (role: MaintainerRole): string => `${role === 'maintainer' ? 'a' : 'an'} ${role}`;

/** Fields of every new invitation; `token` is in its link alone. */
export function makeInvitationFacts({ userId }: Actor, now: Date) {
  const token = makeInvitationToken();
  return {
    token,
    tokenSha256: hashInvitationToken(token),
    invitedBy: userId,
    invitedAt: now,
    expiresAt: new Date(now.getTime() + daysValid * 24 * hourMs),
  };
}

/** Mails the link. @returns false if the mail server refused the mail; the invitation then stays in the list */
export async function mailInvitation(
  platform: WebPlatform,
  {
    token,
    email,
    ...words
  }: Omit<Parameters<typeof composeInvitation>[0], 'link'> & { token: string; email: string },
): Promise<boolean> {
  const link = new URL(`/invitations/${token}`, platform.environment.PUBLIC_URL).href;
  try {
    await sendMail(platform, { ...composeInvitation({ ...words, link }), recipient: email }, mailTimeoutMs);
    return true;
  } catch (error) {
    platform.log.error({ failure: describeMailFailure(error) }, 'an invitation was not mailed');
    return false;
  }
}

export type OfTeam = Extract<PendingInvitation, { kind: 'team' }>;

/** Uses an invitation up, before the person gets what it offers. @returns false if it was used or revoked meanwhile */
export async function takeInvitation(
  tx: Transaction,
  { invitationId }: PendingInvitation,
  userId: string,
): Promise<boolean> {
  return updateInvitationAccepted(tx, { invitationId, userId }, await readClock(tx));
}

/** Accepts an invitation by its link, which works once. A person who already has a role keeps the higher of the two. */
export async function acceptInvitation(
  actor: Actor | null,
  token: string,
): Promise<Result<{ slug: string; role: MaintainerRole }>> {
  return transact(async (tx): Promise<Result<{ slug: string; role: MaintainerRole }>> => {
    const found = await requireInvitation(tx, actor, token, await readClock(tx));
    if (!found.ok) return found;
    const { invitation, actor: accepting } = found.value;
    if (invitation.kind !== 'benchmark') return refuse({ kind: 'invitation_invalid' });
    const { benchmarkId, slug } = invitation.benchmark;
    await lockBenchmark(tx, benchmarkId);
    if (!(await takeInvitation(tx, invitation, accepting.userId)))
      return refuse({ kind: 'invitation_invalid' });

    const currentRole = await findMaintainerRole(tx, benchmarkId, accepting.userId);
    const role = currentRole && hasRole(currentRole, invitation.role) ? currentRole : invitation.role;
    const mine = { benchmarkId, userId: accepting.userId, role };
    if (!currentRole) await insertMaintainer(tx, mine);
    else if (currentRole !== role) await updateRole(tx, mine);
    await recordAuditEvent(tx, 'invitation_accepted', {
      actor: accepting,
      benchmarkId,
      detail: { invitation: invitation.invitationId, role },
    });
    return ok({ slug, role });
  });
}

/** The invitation shown before the button. Only the invited person sees more than a masked address. */
export type OpenedInvitation = {
  invitedBy: string | null;
  expiresAt: string;
} & (
  | { kind: 'benchmark'; benchmark: { slug: string; title: string }; role: MaintainerRole }
  | {
      kind: 'team';
      team: { slug: string; name: string; memberCount: number };
      role: TeamRole;
      /** Open rounds that bind the person to the team until they close. */
      binding: readonly { title: string | null; round: number; closesAt: string | null }[];
    }
);

export async function findInvitation(actor: Actor | null, token: string): Promise<Result<OpenedInvitation>> {
  const { db } = webPlatform();
  const found = await requireInvitation(db, actor, token, await readClock(db));
  if (!found.ok) return found;
  const { invitation } = found.value;
  const shown = { invitedBy: invitation.invitedByName, expiresAt: invitation.expiresAt.toISOString() };
  if (invitation.kind === 'benchmark') {
    const { benchmark, role } = invitation;
    return ok({
      ...{ ...shown, kind: 'benchmark', role },
      benchmark: { slug: benchmark.slug, title: benchmark.title },
    });
  }
  const { team, role } = invitation;
  const entered = await listOpenRoundsEntered(db, team.teamId, found.value.actor.userId);
  return ok({
    ...{ ...shown, kind: 'team', role },
    team: { slug: team.slug, name: team.name, memberCount: await countMembers(db, team.teamId) },
    binding: entered.map(({ title, round, closesAt }) => ({ title, round, closesAt })),
  });
}

/** The invitation of a valid link, if it was sent to the actor, or to no address. */
export async function requireInvitation(
  db: Executor,
  actor: Actor | null,
  token: string,
  now: Date,
): Promise<Result<{ invitation: PendingInvitation; actor: Actor }>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const invitation = isInvitationToken(token)
    ? await findPendingInvitation(db, hashInvitationToken(token), now)
    : undefined;
  if (!invitation) return refuse({ kind: 'invitation_invalid' });
  if (invitation.email === null) return ok({ invitation, actor: signedIn.value });
  const { email, provedAt } = await findEmailOf(db, signedIn.value.userId);
  if (email?.toLowerCase() !== invitation.email)
    return refuse({ kind: 'forbidden', needs: `signing in as ${maskEmail(invitation.email)}` });
  if (!provedAt)
    return refuse({ kind: 'forbidden', needs: 'signing in once by the link that we mail to your address' });
  return ok({ invitation, actor: signedIn.value });
}

/** Open invitations, oldest first, for people with a role. Only owners see whole addresses. */
export const listInvitations = asAuditor(({ db, benchmark, role }) =>
  readInvitations(db, benchmark.benchmarkId, role),
);

/** The invitation as a person with that role sees it. */
export async function readInvitations(
  db: Executor,
  benchmarkId: string,
  role: MaintainerRole,
): Promise<InvitationView[]> {
  const pending = await listPendingInvitations(db, benchmarkId, await readClock(db));
  return pending.map((invitation) => {
    const view = viewOfInvitation(invitation);
    return role === 'owner' ? view : { ...view, email: maskEmail(view.email) };
  });
}

export const viewOfInvitation = (invitation: Invitation): InvitationView => ({
  id: invitation.invitationId,
  email: invitation.email,
  role: invitation.role,
  invited_by: invitation.invitedByName,
  invited_at: invitation.invitedAt.toISOString(),
  expires_at: invitation.expiresAt.toISOString(),
});

/** Revokes an open invitation: its link no longer works. */
export async function revokeInvitation(actor: Actor | null, slug: string, id: string): Promise<Result<null>> {
  return transact(async (tx): Promise<Result<null>> => {
    const maintained = await requireMaintained(tx, actor, slug, 'owner');
    if (!maintained.ok) return maintained;
    const { benchmarkId } = maintained.value.benchmark;
    const now = await readClock(tx);
    if (!isUuid(id) || !(await revokeInvitationById(tx, { benchmarkId, invitationId: id }, now)))
      return refuse({ kind: 'not_found', what: 'pending invitation' });
    await recordAuditEvent(tx, 'invitation_revoked', {
      actor,
      benchmarkId,
      detail: { invitation: id, replaced: false },
    });
    return ok(null);
  });
}
