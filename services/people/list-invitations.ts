import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { type Invitation, listPendingInvitations } from '@/db/queries/people-of-benchmark-queries';
import { readClock } from '@/db/queries/read-clock';
import type { InvitationView } from '@/lib/contracts/people';
import type { MaintainerRole } from '@/lib/core/benchmark';
import { maskEmail } from '@/lib/core/mask-email';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireMaintained } from '../access/require-benchmark';

/** The invitations that wait, oldest first, for everybody with a role. Only owners see whole addresses. */
export async function listInvitations(
  actor: Actor | null,
  slug: string,
): Promise<Result<InvitationView[], Refusal>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug, 'auditor');
  if (!maintained.ok) return maintained;
  const { benchmark, role } = maintained.value;
  return ok(await readInvitations(db, benchmark.benchmarkId, role));
}

/** As a person with that role may see them. */
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
