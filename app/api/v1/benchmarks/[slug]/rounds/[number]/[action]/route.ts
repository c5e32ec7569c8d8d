import { respondPrivate } from '@/app/_http/respond';
import { byAction, route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import type { RoundView } from '@/lib/contracts/round';
import type { Result } from '@/lib/core/result';
import type { RoundState } from '@/lib/core/round/round-state';
import { overruleLeak } from '@/services/draft/overrule-leak';
import { freezeRound, unfreezeRound } from '@/services/round/freeze';
import { invalidateRound } from '@/services/round/invalidate';
import { closeRound, extendRound, openRound, revealRound } from '@/services/round/openings';
import { sealRound } from '@/services/round/seal';
import { withdrawTeam } from '@/services/round/withdraw-team';

/** Responds 202 instead of 200 if the scorer hasn't brought the round into this state within the time that a request may wait. */
const acceptedUntil = (state: RoundState, result: Result<RoundView>) =>
  result.ok && result.value.state !== state ? respondPrivate(result.value, 202) : result;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: byAction({
    seal: serve(operations.sealRound, async ({ actor, params: { slug, number }, body }) =>
      acceptedUntil('sealed', await sealRound(actor, slug, number, body)),
    ),
    open: serve(operations.openRound, async ({ actor, params: { slug, number }, body }) =>
      acceptedUntil('open', await openRound(actor, slug, number, body)),
    ),
    extend: serve(operations.extendRound, ({ actor, params: { slug, number }, body }) =>
      extendRound(actor, slug, number, body),
    ),
    close: serve(operations.closeRound, ({ actor, params: { slug, number }, body }) =>
      closeRound(actor, slug, number, body),
    ),
    freeze: serve(operations.freezeRound, ({ actor, params: { slug, number }, body }) =>
      freezeRound(actor, slug, number, body),
    ),
    unfreeze: serve(operations.unfreezeRound, ({ actor, params: { slug, number } }) =>
      unfreezeRound(actor, slug, number),
    ),
    invalidate: serve(operations.invalidateRound, ({ actor, params: { slug, number }, body }) =>
      invalidateRound(actor, slug, number, body),
    ),
    'overrule-leak': serve(operations.overruleLeak, ({ actor, params: { slug, number }, body }) =>
      overruleLeak(actor, slug, number, body),
    ),
    'withdraw-team': serve(operations.withdrawTeam, ({ actor, params: { slug, number }, body }) =>
      withdrawTeam(actor, slug, number, body),
    ),
    reveal: serve(operations.revealRound, async ({ actor, params: { slug, number } }) =>
      acceptedUntil('revealed', await revealRound(actor, slug, number)),
    ),
  }),
});
