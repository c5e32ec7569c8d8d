import { webPlatform } from '@/adapters/web-platform';
import { findMaintainerRole, insertMaintainer, lockBenchmark } from '@/db/queries/benchmark-queries';
import { updateInvitationAccepted, updateRole } from '@/db/queries/people-of-benchmark-queries';
import { readClock } from '@/db/queries/read-clock';
import { hasRole, type MaintainerRole } from '@/lib/core/benchmark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireInvitation } from './find-invitation';

/** Uses a link up, once. Whoever has a role already keeps the higher one of the two. */
export async function acceptInvitation(
  actor: Actor | null,
  token: string,
): Promise<Result<{ slug: string; role: MaintainerRole }, Refusal>> {
  const { db } = webPlatform();
  return db.transaction(async (tx): Promise<Result<{ slug: string; role: MaintainerRole }, Refusal>> => {
    const found = await requireInvitation(tx, actor, token, await readClock(tx));
    if (!found.ok) return found;
    const { invitation, actor: accepting } = found.value;
    const { benchmarkId, slug } = invitation.benchmark;
    await lockBenchmark(tx, benchmarkId);
    const now = await readClock(tx);
    if (!(await updateInvitationAccepted(tx, invitation.invitationId, now)))
      return refuse({ kind: 'invitation_invalid' });

    const held = await findMaintainerRole(tx, benchmarkId, accepting.userId);
    const role = held && hasRole(held, invitation.role) ? held : invitation.role;
    const mine = { benchmarkId, userId: accepting.userId, role };
    if (!held) await insertMaintainer(tx, mine);
    else if (held !== role) await updateRole(tx, mine);
    await recordAct(tx, {
      act: 'invitation_accepted',
      actor: accepting,
      benchmarkId,
      detail: { invitation: invitation.invitationId, role },
    });
    return ok({ slug, role });
  });
}
