import { respondProblem, respondPublicText } from '@/app/_http/respond';
import { findHubDataset, formatEvalResults } from '@/lib/contracts/exports/format-eval-results';
import { findModelResults } from '@/services/publication/find-model-results';

type Context = { params: Promise<{ slug: string; model: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, model } = await params;
  const found = await findModelResults(slug, model);
  if (!found.ok) return respondProblem(found.error, new Date());
  const { benchmark, results } = found.value;
  const dataset = findHubDataset(benchmark.links);
  if (dataset === null)
    return respondProblem(
      { kind: 'not_found', what: 'link of the benchmark to a data set of the Hub' },
      new Date(),
    );
  return respondPublicText(request, formatEvalResults(dataset, benchmark, results), 'application/yaml');
}
