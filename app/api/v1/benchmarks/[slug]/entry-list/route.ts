import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { setEntryList } from '@/services/entry/maintain-entry';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  PUT: serve(operations.setEntryList, ({ actor, params, body }) => setEntryList(actor, params.slug, body)),
});
