import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { deleteWebhook } from '@/services/account/webhooks';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  DELETE: serve(operations.deleteWebhook, ({ actor, params }) => deleteWebhook(actor, params.id)),
});
