import { route, servePublic } from '@/app/_http/serve-operation';
import { operations } from '@/lib/contracts/api/operations';
import { findModelSample } from '@/services/benchmark/view';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: servePublic(operations.getModelSample, async ({ params: { slug }, reader }) => {
    const sample = await findModelSample(slug, reader);
    if (!sample.ok) return sample;
    const { text, mediaType, extension } = sample.value;
    return new Response(text, {
      headers: {
        'content-type': mediaType,
        'content-disposition': `attachment; filename="${slug}-sample.${extension}"`,
      },
    });
  }),
});
