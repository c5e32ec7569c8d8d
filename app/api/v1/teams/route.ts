import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { foundTeam } from '@/services/team/own-team';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.createTeam, ({ actor, body }) => foundTeam(actor, body)),
});
