import { respondFeed, respondProblem } from '@/app/_http/respond';
import { findCalendar } from '@/services/publication/find-calendar';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const calendar = await findCalendar((await params).slug);
  return calendar.ok
    ? respondFeed(request, calendar.value, 'text/calendar; charset=utf-8')
    : respondProblem(calendar.error, new Date());
}
