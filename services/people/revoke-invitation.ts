import { webPlatform } from '@/adapters/web-platform';
import { revokeInvitationById } from '@/db/queries/people-of-benchmark-queries';
import { readClock } from '@/db/queries/read-clock';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireMaintained } from '../access/require-benchmark';

/** Takes an invitation back that waits: its link no longer works. */
export async function revokeInvitation(
  actor: Actor | null,
  slug: string,
  id: string,
): Promise<Result<null, Refusal>> {
  return webPlatform().db.transaction(async (tx): Promise<Result<null, Refusal>> => {
    const maintained = await requireMaintained(tx, actor, slug, 'owner');
    if (!maintained.ok) return maintained;
    const { benchmarkId } = maintained.value.benchmark;
    const now = await readClock(tx);
    if (!isUuid(id) || !(await revokeInvitationById(tx, { benchmarkId, invitationId: id }, now)))
      return refuse({ kind: 'not_found', what: 'invitation that waits' });
    await recordAct(tx, {
      act: 'invitation_revoked',
      actor,
      benchmarkId,
      detail: { invitation: id, replaced: false },
    });
    return ok(null);
  });
}
