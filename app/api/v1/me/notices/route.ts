import { pageOf } from '@/lib/contracts/paging';
import { readJson } from '@/lib/contracts/read-json';
import { respondPrivate, respondPrivateResult } from '@/lib/contracts/respond';
import { findActorOfRequest } from '@/lib/services/find-actor-of-request';
import { listNoticePreferences } from '@/lib/services/list-notice-preferences';
import { muteNotices } from '@/lib/services/mute-notices';
import { requireSignedIn } from '@/lib/services/require-signed-in';

export async function GET(request: Request): Promise<Response> {
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  const signedIn = requireSignedIn(actor.value);
  if (!signedIn.ok) return respondPrivateResult(signedIn);
  const preferences = await listNoticePreferences(signedIn.value);
  return respondPrivate(pageOf(preferences, new URL(request.url), ({ kind }) => kind));
}

export async function PUT(request: Request): Promise<Response> {
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  const muted = await muteNotices(actor.value, body.value);
  if (!muted.ok) return respondPrivateResult(muted);
  return respondPrivate(pageOf(muted.value, new URL(request.url), ({ kind }) => kind));
}
