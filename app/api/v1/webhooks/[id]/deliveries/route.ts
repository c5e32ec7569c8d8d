import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOf } from '@/lib/contracts/paging';
import { ok } from '@/lib/core/result';
import { listDeliveries } from '@/services/account/webhooks';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listWebhookDeliveries, async ({ actor, params, query }) => {
    const found = await listDeliveries(actor, params.id);
    return found.ok ? ok(pageOf(found.value, query, ({ id }) => id)) : found;
  }),
});
