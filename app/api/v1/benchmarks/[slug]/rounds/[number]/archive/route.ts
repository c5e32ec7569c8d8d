import { archiveFormats, parseArchiveFormat } from '@/lib/contracts/archive/archive-formats';
import { respondPublicResult } from '@/lib/contracts/respond';
import { respondImmutableFile } from '@/lib/contracts/respond-file';
import { roundNumber } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { refuse } from '@/lib/core/result';
import { findArchive } from '@/lib/services/find-archive';

type Context = { params: Promise<{ slug: string; number: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, number } = await params;
  const format = parseArchiveFormat(new URL(request.url).searchParams.get('format'));
  if (!format) return respondPublicResult(request, unknownFormat);
  const file = await findArchive(slug, roundNumber(number), archiveFormats[format]);
  if (!file.ok) return respondPublicResult(request, file);
  // It names files relative to itself, so it is read where they lie.
  if (format === 'croissant')
    return new Response(null, { status: 307, headers: { location: 'archive/files/croissant.json' } });
  return respondImmutableFile(request, file.value);
}

const unknownFormat = refuse<Refusal>({
  kind: 'invalid_request',
  faults: [
    {
      code: 'unknown_format',
      field: 'format',
      detail: `is one of ${Object.keys(archiveFormats).join(', ')}`,
    },
  ],
});
