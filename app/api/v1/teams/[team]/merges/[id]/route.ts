import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { dropMerge } from '@/services/team/merges';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  DELETE: serve(operations.dropMerge, ({ actor, params }) => dropMerge(actor, params.team, params.id)),
});
