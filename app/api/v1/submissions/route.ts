import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { listSubmissions } from '@/services/submission/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listSubmissions, ({ actor, query }) => listSubmissions(actor, query)),
});
