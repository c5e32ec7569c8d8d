import { respondBadge } from '@/app/_http/respond-picture';
import { parseBadgeFile } from '@/lib/contracts/badge';
import type { Refusal } from '@/lib/core/refusal';
import { refuse } from '@/lib/core/result';
import { findModelBadge } from '@/services/publication/find-badge';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ slug: string; model: string }> };

/** Serves `/badge/{slug}/{model}.svg` and `.json`. */
export async function GET({ url }: Request, { params }: Context): Promise<Response> {
  const { slug, model } = await params;
  const file = parseBadgeFile(model);
  const badge = file
    ? await findModelBadge(slug, file.name)
    : refuse<Refusal>({ kind: 'not_found', what: 'badge' });
  return respondBadge(badge, { format: file?.format ?? 'json', url });
}
