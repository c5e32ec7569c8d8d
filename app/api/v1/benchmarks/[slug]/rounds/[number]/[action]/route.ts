import { readJson } from '@/lib/contracts/read-json';
import { respondPrivateResult } from '@/lib/contracts/respond';
import type { RoundView } from '@/lib/contracts/round';
import { roundNumber } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { type Result, refuse } from '@/lib/core/result';
import type { Actor } from '@/lib/services/actor';
import { closeRound } from '@/lib/services/close-round';
import { findActorOfRequest } from '@/lib/services/find-actor-of-request';
import { freezeRound } from '@/lib/services/freeze-round';
import { invalidateRound } from '@/lib/services/invalidate-round';
import { openRound } from '@/lib/services/open-round';
import { revealRound } from '@/lib/services/reveal-round';
import { sealRound } from '@/lib/services/seal-round';
import { unfreezeRound } from '@/lib/services/unfreeze-round';

type Context = { params: Promise<{ slug: string; number: string; action: string }> };
type Act = (
  actor: Actor | null,
  slug: string,
  number: number,
  input: unknown,
) => Promise<Result<RoundView, Refusal>>;

const acts = new Map<string, Act>([
  ['seal', sealRound],
  ['open', openRound],
  ['close', closeRound],
  ['freeze', freezeRound],
  ['unfreeze', unfreezeRound],
  ['invalidate', invalidateRound],
  ['reveal', revealRound],
]);

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { slug, number, action } = await params;
  const act = acts.get(action);
  if (!act) return respondPrivateResult(refuse<Refusal>({ kind: 'not_found', what: 'action' }));
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  return respondPrivateResult(await act(actor.value, slug, roundNumber(number), body.value));
}
