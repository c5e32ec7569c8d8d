import { respondPublicResult } from '@/app/_http/respond';
import { respondDownload } from '@/app/_http/respond-download';
import { writeComparisonSvg } from '@/app/_ui/comparison/write-comparison-svg';
import { formatComparisonCsv } from '@/lib/contracts/format-comparison-csv';
import { roundNumber } from '@/lib/contracts/round';
import { comparePublishedRounds } from '@/services/publication/compare-published-rounds';

type Context = { params: Promise<{ slug: string; number: string; earlier: string }> };

const formats = {
  csv: { type: 'text/csv', write: formatComparisonCsv },
  svg: { type: 'image/svg+xml', write: writeComparisonSvg },
} as const;

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, number, earlier } = await params;
  const comparison = await comparePublishedRounds(slug, {
    later: roundNumber(number),
    earlier: roundNumber(earlier),
  });
  const format = readFormat(request);
  if (!comparison.ok || format === null) return respondPublicResult(request, comparison);
  const { type, write } = formats[format];
  const { later, earlier: older } = comparison.value;
  const name = `${slug}-round-${later.round}-against-${older.round}.${format}`;
  return respondDownload(write(comparison.value), { type, name });
}

function readFormat(request: Request): keyof typeof formats | null {
  const asked = new URL(request.url).searchParams.get('format');
  if (asked === 'csv' || asked === 'svg') return asked;
  return request.headers.get('accept')?.startsWith('text/csv') ? 'csv' : null;
}
