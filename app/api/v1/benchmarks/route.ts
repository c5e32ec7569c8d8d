import { route, serve, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { readCursor } from '@/lib/contracts/paging';
import { ok } from '@/lib/core/result';
import { createBenchmark } from '@/services/benchmark/create';
import { listBenchmarks } from '@/services/benchmark/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.listBenchmarks, async ({ query }) =>
    ok(await listBenchmarks({ after: readCursor(query.cursor), size: query.limit })),
  ),
  POST: serve(operations.createBenchmark, ({ actor, body }) => createBenchmark(actor, body)),
});
