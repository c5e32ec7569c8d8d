import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { composeEveryEvalEver } from '@/lib/contracts/exports/every-eval-ever';
import { ok } from '@/lib/core/result';
import { findPublicUrl } from '@/services/publication/find-operator';
import { findRoundResults } from '@/services/publication/find-round-results';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.listEveryEvalEver, async ({ params, reader }) => {
    const found = await findRoundResults(params.slug, params.number, reader);
    if (!found.ok) return found;
    const { benchmark, results, scorerVersion } = found.value;
    const source = { site: findPublicUrl(), scorerVersion };
    return ok({
      items: results.map((result) => composeEveryEvalEver(benchmark, result, source)),
      next: null,
    });
  }),
});
