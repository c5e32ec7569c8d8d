import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { revokeToken } from '@/services/account/tokens';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  DELETE: serve(operations.revokeToken, ({ actor, params }) => revokeToken(actor, params.id)),
});
