import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOfFound } from '@/lib/contracts/paging';
import { listMergesOfBenchmark } from '@/services/team/merges';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listMergesOfBenchmark, async ({ actor, params, query }) =>
    pageOfFound(await listMergesOfBenchmark(actor, params.slug), query, ({ id }) => id),
  ),
});
