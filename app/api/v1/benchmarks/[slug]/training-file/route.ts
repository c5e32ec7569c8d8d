import { respondFile, respondProblem } from '@/app/_http/respond';
import { route, serve, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { openTrainingFile, putTrainingFile, removeTrainingFile } from '@/services/benchmark/training-file';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.getTrainingFile, async ({ params, request, reader }) => {
    const file = await openTrainingFile(params.slug, reader);
    return file.ok ? respondFile(request, file.value) : respondProblem(file.error, new Date());
  }),
  PUT: serve(operations.putTrainingFile, ({ actor, params, request }) =>
    putTrainingFile(actor, params.slug, request),
  ),
  DELETE: serve(operations.removeTrainingFile, ({ actor, params }) => removeTrainingFile(actor, params.slug)),
});
