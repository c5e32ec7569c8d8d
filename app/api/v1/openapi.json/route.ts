import { respondPublic } from '@/app/_http/respond';
import { openApiDocument } from '@/lib/contracts/openapi';
import { findPublicUrl } from '@/services/publication/find-public-url';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Response {
  return respondPublic(request, openApiDocument(findPublicUrl()));
}
