import { respondPublicResult } from '@/app/_http/respond';
import { respondDownload } from '@/app/_http/respond-download';
import { writeOverRoundsSvg } from '@/app/_ui/over-rounds/write-over-rounds-svg';
import { parseModelSlugs } from '@/lib/contracts/compared-models';
import { formatOverRoundsCsv } from '@/lib/contracts/format-over-rounds-csv';
import { findOverRounds } from '@/services/publication/find-over-rounds';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug } = await params;
  const asked = new URL(request.url).searchParams;
  const found = await findOverRounds(slug);
  const format = asked.get('format');
  if (!found.ok || (format !== 'csv' && format !== 'svg')) return respondPublicResult(request, found);
  const name = `${slug}-over-rounds.${format}`;
  return format === 'csv'
    ? respondDownload(formatOverRoundsCsv(found.value), { type: 'text/csv', name })
    : respondDownload(writeOverRoundsSvg(found.value, parseModelSlugs(asked.getAll('model'))), {
        type: 'image/svg+xml',
        name,
      });
}
