import { respondPublicResult } from '@/app/_http/respond';
import { respondImmutableFile } from '@/app/_http/respond-file';
import { roundNumber } from '@/lib/contracts/round';
import { findArchive } from '@/services/round/find-archive';

type Context = { params: Promise<{ slug: string; number: string; name: string[] }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, number, name } = await params;
  const file = await findArchive(slug, roundNumber(number), name.join('/'));
  return file.ok ? respondImmutableFile(request, file.value) : respondPublicResult(request, file);
}
