import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { resendDelivery } from '@/services/account/webhooks';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.resendWebhookDelivery, ({ actor, params, body }) =>
    resendDelivery(actor, params.id, body),
  ),
});
