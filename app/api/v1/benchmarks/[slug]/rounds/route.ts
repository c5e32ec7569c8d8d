import { readIdempotencyKey, respondReceipt } from '@/app/_http/respond';
import { route, serve, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOfFound } from '@/lib/contracts/paging';
import { createRoundOnce } from '@/services/round/create';
import { listRounds } from '@/services/round/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.listRounds, async ({ params, query, reader }) =>
    pageOfFound(await listRounds(params.slug, reader), query, ({ number }) => String(number)),
  ),
  POST: serve(operations.createRound, async ({ actor, params, request }) => {
    const created = await createRoundOnce(actor, params.slug, request, readIdempotencyKey(request));
    if (!created.ok) return created;
    const { round, isReplay } = created.value;
    return respondReceipt(round, { status: 201, isReplay });
  }),
});
