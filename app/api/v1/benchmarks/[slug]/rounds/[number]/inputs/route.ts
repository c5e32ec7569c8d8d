import { respondPublicResult } from '@/app/_http/respond';
import { streamBody } from '@/app/_http/stream-body';
import { roundNumber } from '@/lib/contracts/round';
import { findInputs } from '@/services/round/find-inputs';

type Context = { params: Promise<{ slug: string; number: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, number } = await params;
  const inputs = await findInputs(slug, roundNumber(number));
  if (!inputs.ok) return respondPublicResult(request, inputs);
  const { stream, byteCount, fileName, mediaType } = inputs.value;
  return new Response(streamBody(stream), {
    headers: {
      'content-type': mediaType,
      'content-length': String(byteCount),
      'content-disposition': `attachment; filename="${fileName}"`,
    },
  });
}
