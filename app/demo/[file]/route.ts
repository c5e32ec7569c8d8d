import { respondPublicResult, streamBody } from '@/app/_http/respond';
import { findDemoTrainingSet } from '@/services/publication/find-training-data';

export async function GET(request: Request, { params }: RouteContext<'/demo/[file]'>): Promise<Response> {
  const file = await findDemoTrainingSet((await params).file);
  if (!file.ok) return respondPublicResult(request, file);
  const { stream, byteCount } = file.value;
  return new Response(streamBody(stream), {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-length': String(byteCount) },
  });
}
