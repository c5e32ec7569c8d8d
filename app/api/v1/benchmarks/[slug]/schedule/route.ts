import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { setSchedule } from '@/services/benchmark/set-schedule';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  PUT: serve(operations.setSchedule, ({ actor, params, body }) => setSchedule(actor, params.slug, body)),
});
