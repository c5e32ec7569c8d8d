import { route, serve, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { announce, listAnnouncements } from '@/services/benchmark/announce';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.listAnnouncements, ({ params, query, reader }) =>
    listAnnouncements(params.slug, query, reader),
  ),
  POST: serve(operations.createAnnouncement, ({ actor, params, body }) => announce(actor, params.slug, body)),
});
