import { respondProblem } from '@/app/_http/respond';
import { findNewestRanking } from '@/services/publication/find-leaderboard';
import { findPublicUrl } from '@/services/publication/find-operator';
import { writeEmbed } from './write-embed';

export const dynamic = 'force-dynamic';

/**
 * Serves a small page that other sites may show in a frame, with a Content-Security-Policy of its own
 * (`server/security-headers.ts`).
 */
export async function GET(_request: Request, { params }: RouteContext<'/embed/[slug]'>): Promise<Response> {
  const found = await findNewestRanking((await params).slug);
  if (!found.ok) return respondProblem(found.error, new Date());
  return new Response(writeEmbed(found.value, findPublicUrl()), {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'public, max-age=15' },
  });
}
