import { respondDownload } from '@/app/_http/respond';
import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { formatLeaderboardCsv } from '@/lib/contracts/leaderboard';
import { findLeaderboard } from '@/services/publication/find-leaderboard';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(
    operations.getLeaderboard,
    async ({ params: { slug, number }, query, request, reader }) => {
      const { labels, evidence = null } = query;
      const board = await findLeaderboard(slug, number, { labels, evidence }, reader);
      const wantsCsv = query.format === 'csv' || request.headers.get('accept')?.startsWith('text/csv');
      if (!board.ok || !wantsCsv) return board;
      const name = `${slug}-round-${number}-${board.value.split}.csv`;
      return respondDownload(formatLeaderboardCsv(board.value), { type: 'text/csv', name });
    },
  ),
});
