import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { publishErratum } from '@/services/erratum/propose';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.publishErratum, ({ actor, params: { slug, number, erratum } }) =>
    publishErratum(actor, slug, number, erratum),
  ),
});
