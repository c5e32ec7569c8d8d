import { respondPublicResult } from '@/app/_http/respond';
import { findModelSample } from '@/services/benchmark/find-model-files';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug } = await params;
  const sample = await findModelSample(slug);
  if (!sample.ok) return respondPublicResult(request, sample);
  const { text, mediaType, extension } = sample.value;
  return new Response(text, {
    headers: {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${slug}-sample.${extension}"`,
    },
  });
}
