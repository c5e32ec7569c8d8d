import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { replaceTestSet } from '@/services/draft/draft';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  PUT: serve(operations.replaceTestSet, ({ actor, params, request }) =>
    replaceTestSet(actor, params.slug, params.number, request),
  ),
});
