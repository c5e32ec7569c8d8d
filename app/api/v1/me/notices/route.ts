import { readJson } from '@/app/_http/read-json';
import { respondPrivate, respondPrivateResult } from '@/app/_http/respond';
import { pageOf } from '@/lib/contracts/paging';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { requireSignedIn } from '@/services/access/require-signed-in';
import { listNoticePreferences } from '@/services/account/list-notice-preferences';
import { muteNotices } from '@/services/account/mute-notices';

export async function GET(request: Request): Promise<Response> {
  const actor = await findActorOfRequest(request, 'GET /me/notices');
  if (!actor.ok) return respondPrivateResult(actor);
  const signedIn = requireSignedIn(actor.value);
  if (!signedIn.ok) return respondPrivateResult(signedIn);
  const preferences = await listNoticePreferences(signedIn.value);
  return respondPrivate(pageOf(preferences, new URL(request.url), ({ kind }) => kind));
}

export async function PUT(request: Request): Promise<Response> {
  const actor = await findActorOfRequest(request, 'PUT /me/notices');
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  const muted = await muteNotices(actor.value, body.value);
  if (!muted.ok) return respondPrivateResult(muted);
  return respondPrivate(pageOf(muted.value, new URL(request.url), ({ kind }) => kind));
}
