import { hashInvitationToken, makeInvitationToken } from '@/adapters/invitation-token';
import { describeMailFailure, sendMail } from '@/adapters/mail';
import { type WebPlatform, webPlatform } from '@/adapters/web-platform';
import type { Transaction } from '@/db/client';
import { type BenchmarkRow, findMaintainerRole, lockBenchmark } from '@/db/queries/benchmark-queries';
import {
  type Invitation,
  insertInvitation,
  listInvitedSince,
  listPendingInvitations,
  revokeInvitationsTo,
} from '@/db/queries/people-of-benchmark-queries';
import { findPersonByEmail } from '@/db/queries/people-queries';
import { readClock } from '@/db/queries/read-clock';
import { parseWith } from '@/lib/contracts/field-faults';
import { newInvitationSchema, type SentInvitationView } from '@/lib/contracts/people';
import { hasRole, type MaintainerRole } from '@/lib/core/benchmark';
import { composeInvitation } from '@/lib/core/notice/compose-invitation';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireMaintained } from '../access/require-benchmark';
import { viewOfInvitation } from './list-invitations';

const daysValid = 14;
const pendingMax = 50;
/** Mails that one person may have the site send to others in an hour. */
const perHourMax = 20;
const hourMs = 3_600_000;
/** Somebody waits for the answer; the mail can be sent again. */
const mailTimeoutMs = 15_000;

type Made = { invitation: Invitation; token: string; benchmarkTitle: string };

/**
 * Mails somebody a link to a role. An invitation that waits for the same address is taken back by it, so that sending
 * again is inviting again, and one link works at a time.
 */
export async function invitePerson(
  actor: Actor | null,
  slug: string,
  input: unknown,
): Promise<Result<SentInvitationView, Refusal>> {
  const platform = webPlatform();
  const allowed = await requireMaintained(platform.db, actor, slug, 'owner');
  if (!allowed.ok) return allowed;
  const parsed = parseWith(newInvitationSchema, input);
  if (!parsed.ok) return parsed;
  const made = await platform.db.transaction((tx) => makeInvitation(tx, allowed.value, slug, parsed.value));
  if (!made.ok) return made;
  return ok({ ...viewOfInvitation(made.value.invitation), mailed: await mail(platform, made.value) });
}

async function makeInvitation(
  tx: Transaction,
  { actor, benchmark: { benchmarkId, title } }: { actor: Actor; benchmark: BenchmarkRow },
  slug: string,
  { email, role }: { email: string; role: MaintainerRole },
): Promise<Result<Made, Refusal>> {
  await lockBenchmark(tx, benchmarkId);
  // Again, now that nobody else can change it.
  const maintained = await requireMaintained(tx, actor, slug, 'owner');
  if (!maintained.ok) return maintained;
  const now = await readClock(tx);

  const held = await findRoleByEmail(tx, benchmarkId, email);
  if (held && hasRole(held, role)) return faultyEmail('has_role', `that person is ${nameRole(held)} already`);
  const recent = await listInvitedSince(tx, actor.userId, new Date(now.getTime() - hourMs));
  const oldest = recent[recent.length - perHourMax];
  if (oldest)
    return refuse({
      kind: 'rate_limited',
      retryAfterSeconds: Math.max(1, Math.ceil((oldest.getTime() + hourMs - now.getTime()) / 1000)),
    });

  for (const invitationId of await revokeInvitationsTo(tx, { benchmarkId, email }, now))
    await recordAct(tx, {
      act: 'invitation_revoked',
      actor,
      benchmarkId,
      detail: { invitation: invitationId, replaced: true },
    });
  if ((await listPendingInvitations(tx, benchmarkId, now)).length >= pendingMax)
    return faultyEmail('too_many', `take one back first: at most ${pendingMax} invitations wait at once`);

  const token = makeInvitationToken();
  const values = {
    benchmarkId,
    email,
    role,
    tokenSha256: hashInvitationToken(token),
    invitedBy: actor.userId,
    invitedAt: now,
    expiresAt: new Date(now.getTime() + daysValid * 24 * hourMs),
  };
  const invitationId = await insertInvitation(tx, values);
  await recordAct(tx, {
    act: 'person_invited',
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

const faultyEmail = (code: string, detail: string) =>
  refuse<Refusal>({ kind: 'invalid_request', faults: [{ code, field: 'email', detail }] });

const nameRole = (role: MaintainerRole): string => `${role === 'maintainer' ? 'a' : 'an'} ${role}`;

/** False when the mail server didn't take it: the invitation stands, and is seen in the list. */
async function mail(platform: WebPlatform, { invitation, token, benchmarkTitle }: Made): Promise<boolean> {
  const composed = composeInvitation({
    benchmarkTitle,
    role: invitation.role,
    inviterName: invitation.invitedByName,
    expiresAt: invitation.expiresAt,
    link: new URL(`/invitations/${token}`, platform.environment.PUBLIC_URL).href,
  });
  try {
    await sendMail(platform, { ...composed, recipient: invitation.email }, mailTimeoutMs);
    return true;
  } catch (error) {
    console.error(`mail: an invitation was not sent (${describeMailFailure(error)})`);
    return false;
  }
}
