import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { changeRole, removeRole } from '@/services/people/roles';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  PATCH: serve(operations.changeRole, ({ actor, params, body }) =>
    changeRole(actor, params.slug, params.id, body),
  ),
  DELETE: serve(operations.removeRole, ({ actor, params }) => removeRole(actor, params.slug, params.id)),
});
