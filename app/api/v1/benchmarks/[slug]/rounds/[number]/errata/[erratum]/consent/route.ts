import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { consentToErratum } from '@/services/erratum/propose';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.consentToErratum, ({ actor, params: { slug, number, erratum }, body }) =>
    consentToErratum(actor, slug, number, erratum, body),
  ),
});
