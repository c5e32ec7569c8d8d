import { respondPublicResult } from '@/app/_http/respond';
import { ok } from '@/lib/core/result';
import { findBenchmark } from '@/services/benchmark/find';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const found = await findBenchmark(null, (await params).slug);
  if (!found.ok) return respondPublicResult(request, found);
  const { role: _, ...benchmark } = found.value;
  return respondPublicResult(request, ok(benchmark));
}
