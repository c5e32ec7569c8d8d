import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { decideEntry } from '@/services/entry/maintain-entry';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  PATCH: serve(operations.decideEntry, ({ actor, params, body }) =>
    decideEntry(actor, params.slug, params.id, body),
  ),
});
