import { respondPublicText } from '@/app/_http/respond';
import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { formatModelIndex } from '@/lib/contracts/exports/hugging-face';
import { findModelResults } from '@/services/publication/find-model';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.getModelIndex, async ({ params, request, reader }) => {
    const found = await findModelResults(params.slug, params.model, reader);
    if (!found.ok) return found;
    const { model, benchmark, results } = found.value;
    return respondPublicText(request, formatModelIndex(model, benchmark, results), 'application/yaml');
  }),
});
