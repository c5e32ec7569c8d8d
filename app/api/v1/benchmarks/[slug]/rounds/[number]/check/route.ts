import { route, serve } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { findCheckReport } from '@/services/round/inputs';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: serve(operations.getCheckReport, ({ actor, params }) =>
    findCheckReport(actor, params.slug, params.number),
  ),
});
