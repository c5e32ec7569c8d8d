import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { retireVersion } from '@/services/version/version';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.retireVersion, ({ actor, params }) => retireVersion(actor, params.id)),
});
