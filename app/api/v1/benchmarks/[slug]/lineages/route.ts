import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOfFound } from '@/lib/contracts/paging';
import { listLineages } from '@/services/publication/lineages';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.listLineages, async ({ params, query }) =>
    pageOfFound(
      await listLineages(params.slug, query.evidence ?? 'any'),
      query,
      (lineage) => lineage.model_slug,
    ),
  ),
});
