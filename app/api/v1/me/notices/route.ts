import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOf, pageOfFound } from '@/lib/contracts/paging';
import { ok } from '@/lib/core/result';
import { listNoticePreferences, muteNotices } from '@/services/account/notices';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listNoticePreferences, async ({ actor, query }) =>
    ok(pageOf(await listNoticePreferences(actor), query, ({ kind }) => kind)),
  ),
  PUT: serve(operations.muteNotices, async ({ actor, query, body }) =>
    pageOfFound(await muteNotices(actor, body), query, ({ kind }) => kind),
  ),
});
