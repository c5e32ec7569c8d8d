import { webPlatform } from '@/adapters/web-platform';
import type { Executor, Transaction } from '@/db/client';
import { findMaintainerRole, lockBenchmark } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import {
  countOwners,
  deleteRole,
  listPeopleOfBenchmark,
  type PersonOfBenchmark,
  revokeInvitationsBy,
  updateRole,
} from '@/db/queries/people-of-benchmark-queries';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { changedRoleSchema, type PersonOfBenchmarkView } from '@/lib/contracts/people';
import type { MaintainerRole } from '@/lib/core/benchmark';
import { isUuid } from '@/lib/core/is-uuid';
import { maskEmail } from '@/lib/core/mask-email';
import { ok, type Result, refuse } from '@/lib/core/result';
import { asAuditor } from '../access/authorized';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { recordAuditEvent } from '../access/record-audit-event';
import { requireMaintained } from '../access/require-benchmark';

/** All people with a role in a benchmark. Only those people may ask, and only owners see whole e-mail addresses. */
export const listPeople = asAuditor(({ db, benchmark, role, actor }) =>
  readPeople(db, benchmark.benchmarkId, { reader: actor, role }),
);

/** The people with a role, with the addresses and actions that a reader with this role may see. */
export async function readPeople(
  db: Executor,
  benchmarkId: string,
  { reader, role }: { reader: Actor; role: MaintainerRole },
): Promise<PersonOfBenchmarkView[]> {
  const people = await listPeopleOfBenchmark(db, benchmarkId);
  return people.map((person) => viewOf(person, reader.userId, role === 'owner'));
}

function viewOf(person: PersonOfBenchmark, ownId: string, isForOwner: boolean): PersonOfBenchmarkView {
  const isYou = person.userId === ownId;
  return {
    id: person.userId,
    name: person.name,
    email: person.email === null || isYou || isForOwner ? person.email : maskEmail(person.email),
    role: person.role,
    added_at: person.addedAt.toISOString(),
    is_you: isYou,
  };
}

/** Changes a person's role. Under the benchmark's lock, since otherwise two owners could lower each other's roles concurrently. */
export async function changeRole(
  actor: Actor | null,
  slug: string,
  userId: string,
  input: unknown,
): Promise<Result<{ role: MaintainerRole }>> {
  const { db } = webPlatform();
  const allowed = await requireMaintained(db, actor, slug, 'owner');
  if (!allowed.ok) return allowed;
  const parsed = parseWith(changedRoleSchema, input);
  if (!parsed.ok) return parsed;
  const { role } = parsed.value;
  return transact(async (tx): Promise<Result<{ role: MaintainerRole }>> => {
    const { benchmarkId } = allowed.value.benchmark;
    await lockBenchmark(tx, benchmarkId);
    // The actor's role is read again under the lock.
    const maintained = await requireMaintained(tx, actor, slug, 'owner');
    if (!maintained.ok) return maintained;
    const currentRole = isUuid(userId) ? await findMaintainerRole(tx, benchmarkId, userId) : undefined;
    if (!currentRole) return refuse({ kind: 'not_found', what: 'person in this benchmark' });
    if (currentRole === role) return ok({ role });
    if (currentRole === 'owner' && (await countOwners(tx, benchmarkId)) < 2)
      return refuse({ kind: 'last_owner' });
    const at = await readClock(tx);
    await updateRole(tx, { benchmarkId, userId, role });
    if (currentRole === 'owner')
      await endOwnership(tx, { benchmarkId, userId, actor: maintained.value.actor, at });
    await recordAuditEvent(tx, 'role_changed', {
      actor: maintained.value.actor,
      benchmarkId,
      detail: { person: userId, from: currentRole, to: role },
    });
    return ok({ role });
  });
}

/**
 * Removes a person's role: an owner removes anybody's, other people only their own. The last owner stays; under the benchmark's
 * lock, since otherwise two owners could remove each other concurrently.
 */
export async function removeRole(actor: Actor | null, slug: string, userId: string): Promise<Result<null>> {
  const { db } = webPlatform();
  const needed = actor?.userId === userId ? 'auditor' : 'owner';
  const allowed = await requireMaintained(db, actor, slug, needed);
  if (!allowed.ok) return allowed;
  return transact(async (tx): Promise<Result<null>> => {
    const { benchmarkId } = allowed.value.benchmark;
    await lockBenchmark(tx, benchmarkId);
    // The actor's role is read again under the lock.
    const maintained = await requireMaintained(tx, actor, slug, needed);
    if (!maintained.ok) return maintained;
    const currentRole = isUuid(userId) ? await findMaintainerRole(tx, benchmarkId, userId) : undefined;
    if (!currentRole) return refuse({ kind: 'not_found', what: 'person in this benchmark' });
    if (currentRole === 'owner' && (await countOwners(tx, benchmarkId)) < 2)
      return refuse({ kind: 'last_owner' });
    const at = await readClock(tx);
    await deleteRole(tx, { benchmarkId, userId });
    if (currentRole === 'owner')
      await endOwnership(tx, { benchmarkId, userId, actor: maintained.value.actor, at });
    await recordAuditEvent(tx, 'role_removed', {
      actor: maintained.value.actor,
      benchmarkId,
      detail: { person: userId, role: currentRole },
    });
    return ok(null);
  });
}

/**
 * Revokes the open invitations that a former owner has sent: a link to an address of their own would give the role back. The
 * caller holds the benchmark's lock.
 */
export async function endOwnership(
  tx: Transaction,
  owner: { benchmarkId: string; userId: string; actor: Actor; at: Date },
): Promise<void> {
  const { benchmarkId, actor, at } = owner;
  for (const invitation of await revokeInvitationsBy(tx, owner, at))
    await recordAuditEvent(tx, 'invitation_revoked', {
      actor,
      benchmarkId,
      detail: { invitation, replaced: false },
    });
}
