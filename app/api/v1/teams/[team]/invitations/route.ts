import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { inviteToTeam } from '@/services/team/members';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.inviteToTeam, ({ actor, params, body }) => inviteToTeam(actor, params.team, body)),
});
