import { readJson } from '@/app/_http/read-json';
import { respondPrivateResult } from '@/app/_http/respond';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { setSchedule } from '@/services/benchmark/set-schedule';

type Context = { params: Promise<{ slug: string }> };

export async function PUT(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'PUT /benchmarks/{slug}/schedule');
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  return respondPrivateResult(await setSchedule(actor.value, (await params).slug, body.value));
}
