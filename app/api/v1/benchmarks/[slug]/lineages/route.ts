import { respondPublic, respondPublicResult } from '@/app/_http/respond';
import { pageOf } from '@/lib/contracts/paging';
import { listLineages } from '@/services/publication/list-lineages';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const lineages = await listLineages((await params).slug);
  if (!lineages.ok) return respondPublicResult(request, lineages);
  return respondPublic(
    request,
    pageOf(lineages.value, new URL(request.url), (lineage) => lineage.model_slug),
  );
}
