import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { objectToMerge } from '@/services/team/merges';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.objectToMerge, ({ actor, params, body }) =>
    objectToMerge(actor, params.slug, params.id, body),
  ),
});
