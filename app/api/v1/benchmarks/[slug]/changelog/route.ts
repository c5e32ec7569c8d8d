import { respondPublicResult } from '@/app/_http/respond';
import { changelogSize } from '@/lib/contracts/changelog';
import { listChangelog } from '@/services/publication/list-changelog';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const page = { cursor: searchParams.get('cursor'), size: changelogSize(searchParams.get('limit')) };
  return respondPublicResult(request, await listChangelog((await params).slug, page));
}
