import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOf } from '@/lib/contracts/paging';
import { ok } from '@/lib/core/result';
import { listLinkedTeams } from '@/services/team/link';
import { proposeLink } from '@/services/team/links';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listLinkedTeams, async ({ actor, params, query }) => {
    const linked = await listLinkedTeams(actor, params.slug);
    if (!linked.ok) return linked;
    return ok(pageOf([...linked.value.proposals, ...linked.value.groups], query, ({ id }) => id));
  }),
  POST: serve(operations.proposeLink, ({ actor, params, body }) => proposeLink(actor, params.slug, body)),
});
