import { streamBody } from '@/app/_http/respond';
import { findActorOfRequest } from '@/services/access/caller';
import { streamOwnData } from '@/services/account/own-data';

/**
 * Sends people their own data, on the form of the settings page. A POST request, since it uses a budget and pages of other
 * sites must not be able to send it.
 */
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
