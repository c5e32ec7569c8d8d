import { streamBody } from '@/app/_http/respond';
import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { findDifferingItems, listDifferingItems } from '@/services/publication/find-differing-items';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.getDifferingItems, async ({ params: { slug, number }, query, reader }) => {
    const [first = '', second = ''] = query.model;
    if (query.format !== 'csv') return findDifferingItems(slug, number, [first, second], reader);
    const items = await listDifferingItems(slug, number, [first, second], reader);
    if (!items.ok) return items;
    return new Response(streamBody(items.value), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${slug}-round-${number}-differing-items.csv"`,
        'cache-control': 'public, max-age=0, must-revalidate',
      },
    });
  }),
});
