import { respondPrivateResult, respondPublicResult } from '@/app/_http/respond';
import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { findActorOfRequest } from '@/services/access/caller';
import { changeDraft, deleteDraft, findDraft } from '@/services/draft/draft';
import { findRound } from '@/services/round/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  // The caller is only looked up if there is no public round, since a public round is the same for everybody.
  GET: async (request, context) => {
    const { slug, number } = operations.getRound.params.parse(await context.params);
    const found = await findRound(slug, number);
    if (found.ok) return respondPublicResult(request, found);
    const actor = await findActorOfRequest(request, operations.getRound.scope);
    if (!actor.ok) return respondPrivateResult(actor);
    if (!actor.value) return respondPrivateResult(found);
    const ofReader = await findRound(slug, number, actor.value);
    return respondPrivateResult(ofReader.ok ? ofReader : await findDraft(actor.value, slug, number));
  },
  PATCH: serve(operations.changeDraft, ({ actor, params, body }) =>
    changeDraft(actor, params.slug, params.number, body),
  ),
  DELETE: serve(operations.deleteDraft, ({ actor, params }) =>
    deleteDraft(actor, params.slug, params.number),
  ),
});
