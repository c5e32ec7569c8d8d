import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { judgeFlag } from '@/services/flag/flag';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.judgeFlag, ({ actor, params, body }) => judgeFlag(actor, params.id, body)),
});
