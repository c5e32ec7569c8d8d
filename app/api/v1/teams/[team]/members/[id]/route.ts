import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { changeMember, removeMember } from '@/services/team/members';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  PATCH: serve(operations.changeMember, ({ actor, params, body }) =>
    changeMember(actor, params.team, params.id, body),
  ),
  DELETE: serve(operations.removeMember, ({ actor, params }) => removeMember(actor, params.team, params.id)),
});
