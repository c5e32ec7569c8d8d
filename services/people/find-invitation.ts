import { hashInvitationToken, isInvitationToken } from '@/adapters/invitation-token';
import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import {
  findPendingInvitation,
  findVerifiedEmail,
  type InvitationWithBenchmark,
} from '@/db/queries/people-of-benchmark-queries';
import { readClock } from '@/db/queries/read-clock';
import type { MaintainerRole } from '@/lib/core/benchmark';
import { maskEmail } from '@/lib/core/mask-email';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireSignedIn } from '../access/require-signed-in';

/** What the holder of a link is shown before the button. Only the invited person sees more than a masked address. */
export type OpenedInvitation = {
  benchmark: { slug: string; title: string };
  role: MaintainerRole;
  invitedBy: string | null;
  expiresAt: string;
};

export async function findInvitation(
  actor: Actor | null,
  token: string,
): Promise<Result<OpenedInvitation, Refusal>> {
  const { db } = webPlatform();
  const found = await requireInvitation(db, actor, token, await readClock(db));
  if (!found.ok) return found;
  const { benchmark, role, invitedByName, expiresAt } = found.value.invitation;
  return ok({
    benchmark: { slug: benchmark.slug, title: benchmark.title },
    role,
    invitedBy: invitedByName,
    expiresAt: expiresAt.toISOString(),
  });
}

/** The invitation of a link that still works, if the actor is whom it was sent to. */
export async function requireInvitation(
  db: Executor,
  actor: Actor | null,
  token: string,
  now: Date,
): Promise<Result<{ invitation: InvitationWithBenchmark; actor: Actor }, Refusal>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const invitation = isInvitationToken(token)
    ? await findPendingInvitation(db, hashInvitationToken(token), now)
    : undefined;
  if (!invitation) return refuse({ kind: 'invitation_invalid' });
  const { email, isVerified } = await findVerifiedEmail(db, signedIn.value.userId);
  if (email?.toLowerCase() !== invitation.email)
    return refuse({ kind: 'forbidden', needs: `signing in as ${maskEmail(invitation.email)}` });
  if (!isVerified)
    return refuse({ kind: 'forbidden', needs: 'signing in once by the link that we mail to your address' });
  return ok({ invitation, actor: signedIn.value });
}
