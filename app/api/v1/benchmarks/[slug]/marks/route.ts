import { route, serve, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOfFound } from '@/lib/contracts/paging';
import { designateMark, dropMark, listMarks } from '@/services/mark/mark';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.listMarks, async ({ params, query }) =>
    pageOfFound(await listMarks(params.slug), query, (mark) =>
      JSON.stringify([mark.by, mark.model_slug, mark.version]),
    ),
  ),
  POST: serve(operations.createMark, ({ actor, params, body }) => designateMark(actor, params.slug, body)),
  DELETE: serve(operations.dropMark, ({ actor, params, query }) => dropMark(actor, params.slug, query)),
});
