import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOfFound } from '@/lib/contracts/paging';
import { listFlags } from '@/services/flag/flag';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listFlags, async ({ actor, params, query }) =>
    pageOfFound(await listFlags(actor, params.slug), query, ({ id }) => id),
  ),
});
