import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { listVersions } from '@/services/version/version';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listVersions, ({ actor, params, query }) => listVersions(actor, params.slug, query)),
});
