import { byAction, route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { chooseSubmission, unchooseSubmission, withdrawSubmission } from '@/services/submission/counting';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: byAction({
    choose: serve(operations.chooseSubmission, ({ actor, params }) => chooseSubmission(actor, params.id)),
    unchoose: serve(operations.unchooseSubmission, ({ actor, params }) =>
      unchooseSubmission(actor, params.id),
    ),
    withdraw: serve(operations.withdrawSubmission, ({ actor, params, body }) =>
      withdrawSubmission(actor, params.id, body),
    ),
  }),
});
