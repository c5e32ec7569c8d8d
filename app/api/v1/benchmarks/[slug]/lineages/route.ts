import { respondPublic, respondPublicResult } from '@/app/_http/respond';
import { pageOf } from '@/lib/contracts/paging';
import { parseEvidenceFilter } from '@/lib/core/leaderboard/evidence-filter';
import { listLineages } from '@/services/publication/list-lineages';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const evidence = parseEvidenceFilter(new URL(request.url).searchParams.get('evidence'));
  const lineages = await listLineages(
    (await params).slug,
    evidence === 'prospective' ? 'prospective' : 'any',
  );
  if (!lineages.ok) return respondPublicResult(request, lineages);
  return respondPublic(
    request,
    pageOf(lineages.value, new URL(request.url), (lineage) => lineage.model_slug),
  );
}
