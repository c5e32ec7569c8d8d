import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { consentToLink } from '@/services/team/links';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.consentToLink, ({ actor, params, body }) =>
    consentToLink(actor, params.slug, params.id, body),
  ),
});
