import { respondDownload } from '@/app/_http/respond';
import { route, servePublic } from '@/app/_http/serve-operation';
import { writeComparisonSvg } from '@/app/_ui/comparison/draw-comparison';
import { operations } from '@/lib/contracts/api/operations';
import { formatComparisonCsv } from '@/lib/contracts/round-comparison';
import { comparePublishedRounds } from '@/services/publication/comparison';

const formats = {
  csv: { type: 'text/csv', write: formatComparisonCsv },
  svg: { type: 'image/svg+xml', write: writeComparisonSvg },
} as const;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.compareRounds, async ({ params, query, request, reader }) => {
    const { slug, number: later, earlier } = params;
    const comparison = await comparePublishedRounds(slug, { later, earlier }, reader);
    const format = query.format ?? (request.headers.get('accept')?.startsWith('text/csv') ? 'csv' : 'json');
    if (!comparison.ok || format === 'json') return comparison;
    const { type, write } = formats[format];
    const name = `${slug}-round-${later}-against-${earlier}.${format}`;
    return respondDownload(write(comparison.value), { type, name });
  }),
});
