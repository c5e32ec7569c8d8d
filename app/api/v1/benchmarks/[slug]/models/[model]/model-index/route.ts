import { respondProblem, respondPublicText } from '@/app/_http/respond';
import { formatModelIndex } from '@/lib/contracts/exports/format-model-index';
import { findModelResults } from '@/services/publication/find-model-results';

type Context = { params: Promise<{ slug: string; model: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, model } = await params;
  const found = await findModelResults(slug, model);
  if (!found.ok) return respondProblem(found.error, new Date());
  const { benchmark, results } = found.value;
  return respondPublicText(
    request,
    formatModelIndex(found.value.model, benchmark, results),
    'application/yaml',
  );
}
