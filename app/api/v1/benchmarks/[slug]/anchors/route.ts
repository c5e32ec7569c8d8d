import { route, serve, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOfFound } from '@/lib/contracts/paging';
import { designateAnchor, dropAnchor, listAnchors } from '@/services/anchor/anchor';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.listAnchors, async ({ params, query, reader }) =>
    pageOfFound(await listAnchors(params.slug, reader), query, (anchor) =>
      JSON.stringify([anchor.by, anchor.model_slug, anchor.version]),
    ),
  ),
  POST: serve(operations.createAnchor, ({ actor, params, body }) =>
    designateAnchor(actor, params.slug, body),
  ),
  DELETE: serve(operations.dropAnchor, ({ actor, params, query }) => dropAnchor(actor, params.slug, query)),
});
