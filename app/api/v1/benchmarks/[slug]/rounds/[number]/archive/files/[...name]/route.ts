import { respondPublicResult } from '@/lib/contracts/respond';
import { respondImmutableFile } from '@/lib/contracts/respond-file';
import { roundNumber } from '@/lib/contracts/round';
import { findArchive } from '@/lib/services/find-archive';

type Context = { params: Promise<{ slug: string; number: string; name: string[] }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, number, name } = await params;
  const file = await findArchive(slug, roundNumber(number), name.join('/'));
  return file.ok ? respondImmutableFile(request, file.value) : respondPublicResult(request, file);
}
