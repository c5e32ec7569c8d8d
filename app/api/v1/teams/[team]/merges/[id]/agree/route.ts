import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { agreeToMerge } from '@/services/team/merges';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: serve(operations.agreeToMerge, ({ actor, params }) => agreeToMerge(actor, params.team, params.id)),
});
