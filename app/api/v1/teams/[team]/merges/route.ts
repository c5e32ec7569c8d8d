import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOfFound } from '@/lib/contracts/paging';
import { askMerge, listMerges } from '@/services/team/merges';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listMerges, async ({ actor, params, query }) =>
    pageOfFound(await listMerges(actor, params.team), query, ({ id }) => id),
  ),
  POST: serve(operations.askMerge, ({ actor, params, body }) => askMerge(actor, params.team, body)),
});
