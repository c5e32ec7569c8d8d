import { parseCardFile, respondCard } from '@/app/_http/respond-picture';
import { composeModelCard } from '@/app/_ui/card/compose-model-card';
import { ok } from '@/lib/core/result';
import { findModelResults } from '@/services/publication/find-model';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ slug: string; model: string }> };

/**
 * Serves `/card/{slug}/models/{model}.png`, the preview picture of a model in its newest official ranking; 404 if there is
 * none.
 */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { slug, model } = await params;
  const file = parseCardFile(model);
  const found = file.ok ? await findModelResults(slug, file.value) : file;
  if (!found.ok) return respondCard(found);
  const { benchmark, results } = found.value;
  return respondCard(ok(composeModelCard(benchmark, results[0]!)));
}
