import { respondProblem, streamBody } from '@/app/_http/respond';
import { findActorOfRequest } from '@/services/access/caller';
import { streamOwnData } from '@/services/account/own-data';

/** Sends a person their own data. A POST, since it counts against a budget and other sites can't send one. */
export async function POST(request: Request): Promise<Response> {
  const actor = await findActorOfRequest(request, 'read');
  const data = actor.ok ? await streamOwnData(actor.value) : actor;
  if (!data.ok) return respondProblem(data.error, new Date());
  return new Response(streamBody(data.value), {
    headers: {
      'content-type': 'application/json',
      'content-disposition': 'attachment; filename="tidemark-own-data.json"',
      'cache-control': 'private, no-store',
    },
  });
}
