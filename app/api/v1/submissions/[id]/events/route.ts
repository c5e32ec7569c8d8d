import { respondPrivateResult } from '@/app/_http/respond';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { findSubmission } from '@/services/submission/find';
import { watchSubmission } from '@/services/submission/watch';

type Context = { params: Promise<{ id: string }> };

const headers = {
  'content-type': 'text/event-stream',
  'cache-control': 'private, no-store, no-transform',
  'x-accel-buffering': 'no',
};

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'GET /submissions/{id}/events');
  if (!actor.ok) return respondPrivateResult(actor);
  const events = await watchSubmission(actor.value, (await params).id, request.signal);
  return events.ok ? new Response(events.value, { headers }) : respondPrivateResult(events);
}

/** Of its own, since nobody would read and so end a stream that is opened for its headers. */
export async function HEAD(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'GET /submissions/{id}/events');
  if (!actor.ok) return respondPrivateResult(actor);
  const found = await findSubmission(actor.value, (await params).id);
  return found.ok ? new Response(null, { headers }) : respondPrivateResult(found);
}
