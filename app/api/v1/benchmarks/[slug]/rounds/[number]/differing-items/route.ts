import { respondPublicResult } from '@/app/_http/respond';
import { streamBody } from '@/app/_http/stream-body';
import { parseModelSlugs } from '@/lib/contracts/compared-models';
import { roundNumber } from '@/lib/contracts/round';
import { findDifferingItems, listDifferingItems } from '@/services/publication/find-differing-items';

type Context = { params: Promise<{ slug: string; number: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, number } = await params;
  const asked = new URL(request.url).searchParams;
  const [first = '', second = ''] = parseModelSlugs(asked.getAll('model'));
  const pair = [first, second] as const;
  if (asked.get('format') !== 'csv')
    return respondPublicResult(request, await findDifferingItems(slug, roundNumber(number), pair));
  const items = await listDifferingItems(slug, roundNumber(number), pair);
  if (!items.ok) return respondPublicResult(request, items);
  return new Response(streamBody(items.value), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${slug}-round-${roundNumber(number)}-differing-items.csv"`,
      'cache-control': 'public, max-age=0, must-revalidate',
    },
  });
}
