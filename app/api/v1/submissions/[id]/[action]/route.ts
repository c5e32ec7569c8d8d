import { readJson } from '@/app/_http/read-json';
import { respondPrivateResult } from '@/app/_http/respond';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { Refusal } from '@/lib/core/refusal';
import { type Result, refuse } from '@/lib/core/result';
import type { Actor } from '@/services/access/actor';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { chooseSubmission, unchooseSubmission } from '@/services/submission/choose';
import { withdrawSubmission } from '@/services/submission/withdraw';

type Context = { params: Promise<{ id: string; action: string }> };
type Act = (actor: Actor | null, id: string, input: unknown) => Promise<Result<SubmissionView, Refusal>>;

const acts = new Map<string, Act>([
  ['choose', chooseSubmission],
  ['unchoose', unchooseSubmission],
  ['withdraw', withdrawSubmission],
]);

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { id, action } = await params;
  const act = acts.get(action);
  if (!act) return respondPrivateResult(refuse<Refusal>({ kind: 'not_found', what: 'action' }));
  const actor = await findActorOfRequest(request, 'POST /submissions/{id}/{action}');
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  return respondPrivateResult(await act(actor.value, id, body.value));
}
