import { route, serve, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOfFound } from '@/lib/contracts/paging';
import { createRound } from '@/services/round/create';
import { listRounds } from '@/services/round/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.listRounds, async ({ params, query }) =>
    pageOfFound(await listRounds(params.slug), query, ({ number }) => String(number)),
  ),
  POST: serve(operations.createRound, ({ actor, params, request }) =>
    createRound(actor, params.slug, request),
  ),
});
