import { respondBadge } from '@/app/_http/respond-badge';
import { parseBadgeFile } from '@/lib/contracts/badge';
import type { Refusal } from '@/lib/core/refusal';
import { refuse } from '@/lib/core/result';
import { findModelBadge } from '@/services/publication/find-badge';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ slug: string; model: string }> };

/** `/badge/{slug}/{model}.svg` and `.json`. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { slug, model } = await params;
  const file = parseBadgeFile(model);
  if (!file) return respondBadge(refuse<Refusal>({ kind: 'not_found', what: 'badge' }), 'json');
  return respondBadge(await findModelBadge(slug, file.name), file.format);
}
