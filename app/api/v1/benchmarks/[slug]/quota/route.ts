import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { findQuota } from '@/services/submission/find-quota';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.getQuota, ({ actor, params, query }) =>
    findQuota(actor, params.slug, query.team ?? null),
  ),
});
