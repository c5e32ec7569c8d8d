import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { ok } from '@/lib/core/result';
import { changeProfile, findMe } from '@/services/account/account';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.getMe, async ({ actor }) => ok(await findMe(actor))),
  PATCH: serve(operations.changeMe, ({ actor, body }) => changeProfile(actor, body)),
});
