import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { findDryRun } from '@/services/dry-run/dry-run';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.getDryRun, ({ actor, params }) => findDryRun(actor, params.id)),
});
