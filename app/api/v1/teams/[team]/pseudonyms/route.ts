import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOfFound } from '@/lib/contracts/paging';
import { listPseudonyms, setPseudonym } from '@/services/team/pseudonyms';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listPseudonyms, async ({ actor, params, query }) =>
    pageOfFound(await listPseudonyms(actor, params.team), query, ({ team }) => team),
  ),
  POST: serve(operations.setPseudonym, ({ actor, params, body }) => setPseudonym(actor, params.team, body)),
});
