import { streamBody } from '@/app/_http/respond';
import { findActorOfRequest } from '@/services/access/caller';
import { streamOwnData } from '@/services/account/own-data';

/** Sends a person their own data, by the form of the settings page. A POST, since it spends a budget and other sites can't send one. */
export async function POST(request: Request): Promise<Response> {
  const actor = await findActorOfRequest(request, 'read');
  const data = actor.ok ? await streamOwnData(actor.value) : actor;
  if (!data.ok) {
    const next =
      data.error.kind === 'budget_spent'
        ? '/settings?refused=download#own-data'
        : '/sign-in?callbackUrl=/settings';
    return new Response(null, { status: 303, headers: { location: next } });
  }
  return new Response(streamBody(data.value), {
    headers: {
      'content-type': 'application/json',
      'content-disposition': 'attachment; filename="tidemark-own-data.json"',
      'cache-control': 'private, no-store',
    },
  });
}
