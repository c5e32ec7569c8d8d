import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { copyBenchmark } from '@/services/benchmark/create';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.copyBenchmark, ({ actor, params, body }) => copyBenchmark(actor, params.slug, body)),
});
