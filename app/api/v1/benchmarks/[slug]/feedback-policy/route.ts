import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { setFeedbackPolicy } from '@/services/benchmark/change';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  PUT: serve(operations.setFeedbackPolicy, ({ actor, params, body }) =>
    setFeedbackPolicy(actor, params.slug, body),
  ),
});
