import { respondDownload } from '@/app/_http/respond';
import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { formatSubgroupsCsv } from '@/lib/contracts/subgroups';
import { findSubgroupScores } from '@/services/publication/find-subgroups';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.getSubgroups, async ({ params: { slug, number }, query, request, reader }) => {
    const subgroups = await findSubgroupScores(
      slug,
      number,
      { models: query.model, pair: query.pair },
      reader,
    );
    const format = query.format ?? (request.headers.get('accept')?.startsWith('text/csv') ? 'csv' : 'json');
    if (!subgroups.ok || format === 'json') return subgroups;
    const name = `${slug}-round-${number}-subgroups.csv`;
    return respondDownload(formatSubgroupsCsv(subgroups.value), { type: 'text/csv', name });
  }),
});
