import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { findCommitment } from '@/services/round/inputs';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.getCommitment, ({ params, reader }) =>
    findCommitment(params.slug, params.number, reader),
  ),
});
