import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { acceptRules } from '@/services/entry/entry';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.acceptRules, ({ actor, params, body }) => acceptRules(actor, params.slug, body)),
});
