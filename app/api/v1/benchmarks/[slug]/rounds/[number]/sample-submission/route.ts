import { respondFile } from '@/app/_http/respond';
import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { findSampleSubmission } from '@/services/round/inputs';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.getSampleSubmission, async ({ params, request, reader }) => {
    const file = await findSampleSubmission(params.slug, params.number, reader);
    return file.ok ? respondFile(request, file.value) : file;
  }),
});
