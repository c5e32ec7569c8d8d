import { openApiDocument } from '@/lib/contracts/openapi';
import { respondPublic } from '@/lib/contracts/respond';
import { findPublicUrl } from '@/lib/services/find-public-url';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Response {
  return respondPublic(request, openApiDocument(findPublicUrl()));
}
