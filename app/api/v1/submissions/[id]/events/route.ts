import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { watchSubmission } from '@/services/submission/stream-hub';
import { findSubmission } from '@/services/submission/view';

const headers = {
  'content-type': 'text/event-stream',
  'cache-control': 'private, no-store, no-transform',
  'x-accel-buffering': 'no',
};

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.watchSubmission, async ({ actor, params, request }) => {
    const events = await watchSubmission(actor, params.id, request.signal);
    return events.ok ? new Response(events.value, { headers }) : events;
  }),
  // HEAD has a handler of its own, since the stream that GET opens would never end if nothing reads it.
  HEAD: serve(operations.watchSubmission, async ({ actor, params }) => {
    const found = await findSubmission(actor, params.id);
    return found.ok ? new Response(null, { headers }) : found;
  }),
});
