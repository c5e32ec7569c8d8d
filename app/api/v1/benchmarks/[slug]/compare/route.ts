import { respondDownload } from '@/app/_http/respond';
import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { formatComparedCsv } from '@/lib/contracts/compared-models';
import { compareModels } from '@/services/publication/compare-models';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.compareModels, async ({ params: { slug }, query, reader }) => {
    const compared = await compareModels(slug, query.model, reader);
    if (!compared.ok || query.format !== 'csv') return compared;
    const name = `${slug}-compared.csv`;
    return respondDownload(formatComparedCsv(compared.value), { type: 'text/csv', name });
  }),
});
