import { route, servePublic } from '@/app/_http/serve-operation';
import { openApiDocument } from '@/lib/contracts/api/openapi';
import { operations } from '@/lib/contracts/api/operations';
import { ok } from '@/lib/core/result';
import { findPublicUrl } from '@/services/publication/find-operator';

export const dynamic = 'force-dynamic';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.getOpenApi, async () => ok(openApiDocument(findPublicUrl()))),
});
