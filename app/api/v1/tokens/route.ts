import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOf } from '@/lib/contracts/paging';
import { ok } from '@/lib/core/result';
import { createToken, listTokens } from '@/services/account/tokens';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listTokens, async ({ actor, query }) =>
    ok(pageOf(await listTokens(actor), query, ({ id }) => id)),
  ),
  POST: serve(operations.createToken, ({ actor, body }) => createToken(actor, body)),
});
