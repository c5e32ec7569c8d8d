import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOfFound } from '@/lib/contracts/paging';
import { unlinkTeams } from '@/services/team/link';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.unlinkTeams, async ({ actor, params, query, body }) =>
    pageOfFound(await unlinkTeams(actor, params.slug, body), query, ({ id }) => id),
  ),
});
