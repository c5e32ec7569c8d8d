import { respondPublicResult, respondPublicText } from '@/app/_http/respond';
import { respondImmutableFile } from '@/app/_http/respond-file';
import { archiveFormats, mediaTypeOf, parseArchiveFormat } from '@/lib/contracts/archive/archive-formats';
import { roundNumber } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { refuse } from '@/lib/core/result';
import { findArchiveCroissant } from '@/services/publication/find-croissant';
import { findArchive } from '@/services/round/find-archive';

type Context = { params: Promise<{ slug: string; number: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, number } = await params;
  const format = parseArchiveFormat(new URL(request.url).searchParams.get('format'));
  if (!format) return respondPublicResult(request, unknownFormat);
  if (format === 'croissant') {
    const described = await findArchiveCroissant(slug, roundNumber(number));
    if (!described.ok) return respondPublicResult(request, described);
    return respondPublicText(request, JSON.stringify(described.value), mediaTypeOf('croissant.json'));
  }
  const file = await findArchive(slug, roundNumber(number), archiveFormats[format]);
  if (!file.ok) return respondPublicResult(request, file);
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
