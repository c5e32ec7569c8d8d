import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOf } from '@/lib/contracts/paging';
import { ok } from '@/lib/core/result';
import { createWebhook, listWebhooks } from '@/services/account/webhooks';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listWebhooks, async ({ actor, query }) =>
    ok(pageOf(await listWebhooks(actor), query, ({ id }) => id)),
  ),
  POST: serve(operations.createWebhook, ({ actor, body }) => createWebhook(actor, body)),
});
