import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOfFound } from '@/lib/contracts/paging';
import { applyToEnter } from '@/services/entry/entry';
import { listEntrantsOf } from '@/services/entry/maintain-entry';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listEntrants, async ({ actor, params, query }) =>
    pageOfFound(await listEntrantsOf(actor, params.slug), query, ({ id }) => id),
  ),
  POST: serve(operations.applyToEnter, ({ actor, params, body }) => applyToEnter(actor, params.slug, body)),
});
