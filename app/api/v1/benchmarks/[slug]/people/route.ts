import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOfFound } from '@/lib/contracts/paging';
import { listPeople } from '@/services/people/roles';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listPeople, async ({ actor, params, query }) =>
    pageOfFound(await listPeople(actor, params.slug), query, ({ id }) => id),
  ),
});
