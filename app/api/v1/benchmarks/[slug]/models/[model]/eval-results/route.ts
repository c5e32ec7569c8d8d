import { respondPublicText } from '@/app/_http/respond';
import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { findHubDataset, formatEvalResults } from '@/lib/contracts/exports/hugging-face';
import { refuse } from '@/lib/core/result';
import { findModelResults } from '@/services/publication/find-model';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.getEvalResults, async ({ params, request, reader }) => {
    const found = await findModelResults(params.slug, params.model, reader);
    if (!found.ok) return found;
    const { benchmark, results } = found.value;
    const dataset = findHubDataset(benchmark.links);
    if (dataset === null)
      return refuse({ kind: 'not_found', what: 'link of the benchmark to a data set of the Hub' });
    return respondPublicText(request, formatEvalResults(dataset, benchmark, results), 'application/yaml');
  }),
});
