import { respondFeed } from '@/app/_http/respond-feed';
import { findSiteFeed } from '@/services/publication/find-feed';

export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  return respondFeed(request, await findSiteFeed('json'), 'application/feed+json');
}
