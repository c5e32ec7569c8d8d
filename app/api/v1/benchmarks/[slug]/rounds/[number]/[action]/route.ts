import { readJson } from '@/app/_http/read-json';
import { respondPrivateResult } from '@/app/_http/respond';
import type { RoundView } from '@/lib/contracts/round';
import { roundNumber } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { type Result, refuse } from '@/lib/core/result';
import type { RoundState } from '@/lib/core/round/round-state';
import type { Actor } from '@/services/access/actor';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { closeRound } from '@/services/round/close';
import { extendRound } from '@/services/round/extend';
import { freezeRound } from '@/services/round/freeze';
import { invalidateRound } from '@/services/round/invalidate';
import { openRound } from '@/services/round/open';
import { revealRound } from '@/services/round/reveal';
import { sealRound } from '@/services/round/seal';
import { unfreezeRound } from '@/services/round/unfreeze';

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
  ['extend', extendRound],
  ['close', closeRound],
  ['freeze', freezeRound],
  ['unfreeze', unfreezeRound],
  ['invalidate', invalidateRound],
  ['reveal', revealRound],
]);

/** What the scorer does, and the state it brings the round to. */
const scorersActs: Readonly<Record<string, RoundState>> = {
  seal: 'sealed',
  open: 'open',
  reveal: 'revealed',
};

/** The scorer has been asked, and wasn't done within the time that a request waits. */
const isUnderWay = (action: string, round: RoundView): boolean =>
  action in scorersActs && round.state !== scorersActs[action];

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { slug, number, action } = await params;
  const act = acts.get(action);
  if (!act) return respondPrivateResult(refuse<Refusal>({ kind: 'not_found', what: 'action' }));
  const actor = await findActorOfRequest(request, 'POST /benchmarks/{slug}/rounds/{number}/{action}');
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  const acted = await act(actor.value, slug, roundNumber(number), body.value);
  return respondPrivateResult(acted, acted.ok && isUnderWay(action, acted.value) ? 202 : 200);
}
