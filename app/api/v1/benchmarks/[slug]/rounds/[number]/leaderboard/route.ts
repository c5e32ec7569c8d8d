import { respondPublicResult } from '@/app/_http/respond';
import { respondDownload } from '@/app/_http/respond-download';
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
  const { round, part } = board.value;
  const name = `${slug}-round-${round}-${part}.csv`;
  return respondDownload(formatLeaderboardCsv(board.value), { type: 'text/csv', name });
}
