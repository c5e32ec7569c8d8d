import { respondPublicResult } from '@/app/_http/respond';
import { respondDownload } from '@/app/_http/respond-download';
import { parseModelSlugs } from '@/lib/contracts/compared-models';
import { formatComparedCsv } from '@/lib/contracts/format-compared-csv';
import { compareModels } from '@/services/publication/compare-models';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug } = await params;
  const asked = new URL(request.url).searchParams;
  const compared = await compareModels(slug, parseModelSlugs(asked.getAll('model')));
  if (!compared.ok || asked.get('format') !== 'csv') return respondPublicResult(request, compared);
  return respondDownload(formatComparedCsv(compared.value), {
    type: 'text/csv',
    name: `${slug}-compared.csv`,
  });
}
