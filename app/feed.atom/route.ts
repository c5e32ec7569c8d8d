import { findSiteFeed } from '@/services/publication/find-feed';
import { respondFeed } from '../_http/respond';

export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  return respondFeed(request, await findSiteFeed('atom'), 'application/atom+xml; charset=utf-8');
}
