import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { findErratum } from '@/services/erratum/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.getErratum, ({ actor, params: { slug, number, erratum } }) =>
    findErratum(actor, slug, number, erratum),
  ),
});
