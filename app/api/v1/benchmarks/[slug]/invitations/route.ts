import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { pageOfFound } from '@/lib/contracts/paging';
import { invitePerson, listInvitations } from '@/services/people/invitations';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.listInvitations, async ({ actor, params, query }) =>
    pageOfFound(await listInvitations(actor, params.slug), query, ({ id }) => id),
  ),
  POST: serve(operations.createInvitation, ({ actor, params, body }) =>
    invitePerson(actor, params.slug, body),
  ),
});
