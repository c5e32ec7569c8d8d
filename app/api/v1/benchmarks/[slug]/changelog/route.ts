import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { listChangelog } from '@/services/publication/list-changelog';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.listChangelog, ({ params, query, reader }) =>
    listChangelog(params.slug, query, reader),
  ),
});
