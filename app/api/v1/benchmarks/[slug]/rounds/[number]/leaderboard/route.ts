import { respondPublicResult } from '@/app/_http/respond';
import { formatLeaderboardCsv } from '@/lib/contracts/format-leaderboard-csv';
import { roundNumber } from '@/lib/contracts/round';
import { parseEvidenceFilter } from '@/lib/core/leaderboard/evidence-filter';
import { findLeaderboard } from '@/services/publication/find-leaderboard';

type Context = { params: Promise<{ slug: string; number: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, number } = await params;
  const asked = new URL(request.url).searchParams;
  const labels = asked.get('labels') === 'corrected' ? 'corrected' : 'sealed';
  const board = await findLeaderboard(slug, roundNumber(number), {
    labels,
    evidence: parseEvidenceFilter(asked.get('evidence')),
  });
  const wantsCsv = asked.get('format') === 'csv' || request.headers.get('accept')?.startsWith('text/csv');
  if (!board.ok || !wantsCsv) return respondPublicResult(request, board);
  return new Response(formatLeaderboardCsv(board.value), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${slug}-round-${board.value.round}-${board.value.part}.csv"`,
      vary: 'accept',
    },
  });
}
