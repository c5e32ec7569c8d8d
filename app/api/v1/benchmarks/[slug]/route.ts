import { route, serve, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { changeBenchmark } from '@/services/benchmark/change';
import { deleteBenchmark } from '@/services/benchmark/delete';
import { findBenchmark } from '@/services/benchmark/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.getBenchmark, ({ params, reader }) => findBenchmark(reader, params.slug)),
  PATCH: serve(operations.changeBenchmark, ({ actor, params, body }) =>
    changeBenchmark(actor, params.slug, body),
  ),
  DELETE: serve(operations.deleteBenchmark, ({ actor, params }) => deleteBenchmark(actor, params.slug)),
});
