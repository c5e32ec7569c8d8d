import { readJson } from '@/app/_http/read-json';
import { respondPrivateResult } from '@/app/_http/respond';
import { route } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { findActorOfRequest } from '@/services/access/caller';
import { findCaller } from '@/services/access/page-request';
import { reportLeak } from '@/services/round/leak-reports';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: async (request, context) => {
    const { slug, number } = operations.reportLeak.params.parse(await context.params);
    const actor = await findActorOfRequest(request, operations.reportLeak.scope);
    if (!actor.ok) return respondPrivateResult(actor);
    const body = await readJson(request);
    if (!body.ok) return respondPrivateResult(body);
    const { network } = await findCaller();
    return respondPrivateResult(await reportLeak(actor.value, slug, number, body.value, network), 201);
  },
});
