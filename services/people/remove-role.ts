import { webPlatform } from '@/adapters/web-platform';
import { findMaintainerRole, lockBenchmark } from '@/db/queries/benchmark-queries';
import { countOwners, deleteRole } from '@/db/queries/people-of-benchmark-queries';
import { readClock } from '@/db/queries/read-clock';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireMaintained } from '../access/require-benchmark';
import { endOwnership } from './end-ownership';

/**
 * Takes a role away: owners anybody's, everybody their own. The benchmark's lock keeps two owners from removing each
 * other at once; the last one stays.
 */
export async function removeRole(
  actor: Actor | null,
  slug: string,
  userId: string,
): Promise<Result<null, Refusal>> {
  const { db } = webPlatform();
  const needed = actor?.userId === userId ? 'auditor' : 'owner';
  const allowed = await requireMaintained(db, actor, slug, needed);
  if (!allowed.ok) return allowed;
  return db.transaction(async (tx): Promise<Result<null, Refusal>> => {
    const { benchmarkId } = allowed.value.benchmark;
    await lockBenchmark(tx, benchmarkId);
    // Again, now that nobody else can change it.
    const maintained = await requireMaintained(tx, actor, slug, needed);
    if (!maintained.ok) return maintained;
    const held = isUuid(userId) ? await findMaintainerRole(tx, benchmarkId, userId) : undefined;
    if (!held) return refuse({ kind: 'not_found', what: 'person in this benchmark' });
    if (held === 'owner' && (await countOwners(tx, benchmarkId)) < 2) return refuse({ kind: 'last_owner' });
    const at = await readClock(tx);
    await deleteRole(tx, { benchmarkId, userId });
    if (held === 'owner') await endOwnership(tx, { benchmarkId, userId, actor: maintained.value.actor, at });
    await recordAct(tx, {
      act: 'role_removed',
      actor: maintained.value.actor,
      benchmarkId,
      detail: { person: userId, role: held },
    });
    return ok(null);
  });
}
