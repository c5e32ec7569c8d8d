import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { revokeTeamInvitation } from '@/services/team/members';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  DELETE: serve(operations.revokeTeamInvitation, ({ actor, params }) =>
    revokeTeamInvitation(actor, params.team, params.id),
  ),
});
