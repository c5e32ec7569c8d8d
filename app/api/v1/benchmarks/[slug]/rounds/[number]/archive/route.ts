import { respondImmutableFile, respondPublicText } from '@/app/_http/respond';
import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { archiveFormats, mediaTypeOf } from '@/lib/contracts/archive/archive-formats';
import { findArchiveCroissant } from '@/services/publication/find-training-data';
import { findArchive } from '@/services/round/inputs';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.getArchive, async ({ params: { slug, number }, query, request, reader }) => {
    if (query.format === 'croissant') {
      const described = await findArchiveCroissant(slug, number, reader);
      if (!described.ok) return described;
      return respondPublicText(request, JSON.stringify(described.value), mediaTypeOf('croissant.json'));
    }
    const file = await findArchive(slug, number, archiveFormats[query.format], reader);
    return file.ok ? respondImmutableFile(request, file.value) : file;
  }),
});
