import { route, serve, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { ok } from '@/lib/core/result';
import { proposeErratum } from '@/services/erratum/propose';
import { listErrata } from '@/services/erratum/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.listErrata, async ({ params, reader }) => {
    const errata = await listErrata(params.slug, params.number, reader);
    if (!errata.ok) return errata;
    const { published, announced } = errata.value;
    return ok({ items: published, next: null, announced });
  }),
  POST: serve(operations.proposeErratum, ({ actor, params, body }) =>
    proposeErratum(actor, params.slug, params.number, body),
  ),
});
