import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { listTrainings } from '@/services/version/training';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listTrainings, ({ actor, params, query }) =>
    listTrainings(actor, params.slug, query),
  ),
});
