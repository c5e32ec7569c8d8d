import { respondFile } from '@/app/_http/respond';
import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { findTrainingData } from '@/services/publication/find-training-data';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.getTrainingData, async ({ params, request, reader }) => {
    const file = await findTrainingData(params.slug, reader);
    return file.ok ? respondFile(request, file.value) : file;
  }),
});
