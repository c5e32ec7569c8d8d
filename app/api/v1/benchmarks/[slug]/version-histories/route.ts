import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOfFound } from '@/lib/contracts/paging';
import { listVersionHistories } from '@/services/publication/version-histories';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.listVersionHistories, async ({ params, query, reader }) =>
    pageOfFound(
      await listVersionHistories(params.slug, query.evidence ?? 'any', reader),
      query,
      (versionHistory) => versionHistory.model_slug,
    ),
  ),
});
