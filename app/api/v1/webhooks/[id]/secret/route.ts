import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { rotateWebhookSecret } from '@/services/account/webhooks';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.rotateWebhookSecret, ({ actor, params }) => rotateWebhookSecret(actor, params.id)),
});
