import { webPlatform } from '@/adapters/web-platform';
import { findMaintainerRole, lockBenchmark } from '@/db/queries/benchmark-queries';
import { countOwners, updateRole } from '@/db/queries/people-of-benchmark-queries';
import { readClock } from '@/db/queries/read-clock';
import { parseWith } from '@/lib/contracts/field-faults';
import { changedRoleSchema } from '@/lib/contracts/people';
import type { MaintainerRole } from '@/lib/core/benchmark';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireMaintained } from '../access/require-benchmark';
import { endOwnership } from './end-ownership';

/** Gives somebody another role. The benchmark's lock keeps two owners from lowering each other at once. */
export async function changeRole(
  actor: Actor | null,
  slug: string,
  userId: string,
  input: unknown,
): Promise<Result<{ role: MaintainerRole }, Refusal>> {
  const { db } = webPlatform();
  const allowed = await requireMaintained(db, actor, slug, 'owner');
  if (!allowed.ok) return allowed;
  const parsed = parseWith(changedRoleSchema, input);
  if (!parsed.ok) return parsed;
  const { role } = parsed.value;
  return db.transaction(async (tx): Promise<Result<{ role: MaintainerRole }, Refusal>> => {
    const { benchmarkId } = allowed.value.benchmark;
    await lockBenchmark(tx, benchmarkId);
    // Again, now that nobody else can change it.
    const maintained = await requireMaintained(tx, actor, slug, 'owner');
    if (!maintained.ok) return maintained;
    const held = isUuid(userId) ? await findMaintainerRole(tx, benchmarkId, userId) : undefined;
    if (!held) return refuse({ kind: 'not_found', what: 'person in this benchmark' });
    if (held === role) return ok({ role });
    if (held === 'owner' && (await countOwners(tx, benchmarkId)) < 2) return refuse({ kind: 'last_owner' });
    const at = await readClock(tx);
    await updateRole(tx, { benchmarkId, userId, role });
    if (held === 'owner') await endOwnership(tx, { benchmarkId, userId, actor: maintained.value.actor, at });
    await recordAct(tx, {
      act: 'role_changed',
      actor: maintained.value.actor,
      benchmarkId,
      detail: { person: userId, from: held, to: role },
    });
    return ok({ role });
  });
}
