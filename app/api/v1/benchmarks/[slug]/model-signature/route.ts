import { respondPublicResult } from '@/app/_http/respond';
import { findModelSignature } from '@/services/benchmark/find-model-files';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  return respondPublicResult(request, await findModelSignature((await params).slug));
}
