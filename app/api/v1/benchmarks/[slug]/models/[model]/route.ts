import { respondPublicResult } from '@/app/_http/respond';
import { findModel } from '@/services/publication/find-model';

type Context = { params: Promise<{ slug: string; model: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, model } = await params;
  return respondPublicResult(request, await findModel(slug, model));
}
