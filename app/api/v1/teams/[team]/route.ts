import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { changeTeam, findOwnTeam } from '@/services/team/own-team';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.getTeam, ({ actor, params }) => findOwnTeam(actor, params.team)),
  PATCH: serve(operations.changeTeam, ({ actor, params, body }) => changeTeam(actor, params.team, body)),
});
