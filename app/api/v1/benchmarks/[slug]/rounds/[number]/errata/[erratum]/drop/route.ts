import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { dropErratum } from '@/services/erratum/propose';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.dropErratum, ({ actor, params: { slug, number, erratum } }) =>
    dropErratum(actor, slug, number, erratum),
  ),
});
