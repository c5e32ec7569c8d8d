import { respondImmutableFile } from '@/app/_http/respond';
import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { findArchive } from '@/services/round/inputs';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.getArchiveFile, async ({ params: { slug, number, name }, request, reader }) => {
    const file = await findArchive(slug, number, name, reader);
    return file.ok ? respondImmutableFile(request, file.value) : file;
  }),
});
