import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { findModel } from '@/services/publication/find-model';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.getModel, ({ params, reader }) => findModel(params.slug, params.model, reader)),
});
