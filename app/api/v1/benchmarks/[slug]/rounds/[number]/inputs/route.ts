import { route, servePublic } from '@/app/_http/serve-operation';
import { streamBody } from '@/app/_http/stream-body';
import { operations } from '@/lib/contracts/api/operations';
import { findInputs } from '@/services/round/find-inputs';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.getInputs, async ({ params }) => {
    const inputs = await findInputs(params.slug, params.number);
    if (!inputs.ok) return inputs;
    const { stream, byteCount, fileName, mediaType } = inputs.value;
    return new Response(streamBody(stream), {
      headers: {
        'content-type': mediaType,
        'content-length': String(byteCount),
        'content-disposition': `attachment; filename="${fileName}"`,
      },
    });
  }),
});
