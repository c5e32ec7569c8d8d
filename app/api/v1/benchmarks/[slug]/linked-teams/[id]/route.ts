import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { dropLink } from '@/services/team/links';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  DELETE: serve(operations.dropLink, ({ actor, params }) => dropLink(actor, params.slug, params.id)),
});
