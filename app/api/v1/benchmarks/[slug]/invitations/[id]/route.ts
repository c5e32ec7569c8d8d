import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { revokeInvitation } from '@/services/people/invitations';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  DELETE: serve(operations.revokeInvitation, ({ actor, params }) =>
    revokeInvitation(actor, params.slug, params.id),
  ),
});
