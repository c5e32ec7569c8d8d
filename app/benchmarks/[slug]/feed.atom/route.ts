import { respondFeed, respondProblem } from '@/app/_http/respond';
import { findFeed } from '@/services/publication/find-feed';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const feed = await findFeed((await params).slug, 'atom');
  return feed.ok
    ? respondFeed(request, feed.value, 'application/atom+xml; charset=utf-8')
    : respondProblem(feed.error, new Date());
}
