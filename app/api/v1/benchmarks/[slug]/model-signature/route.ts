import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { findModelSignature } from '@/services/benchmark/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.getModelSignature, ({ params, reader }) =>
    findModelSignature(params.slug, reader),
  ),
});
