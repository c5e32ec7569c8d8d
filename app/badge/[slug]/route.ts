import { respondBadge } from '@/app/_http/respond-picture';
import { parseBadgeFile } from '@/lib/contracts/badge';
import type { Refusal } from '@/lib/core/refusal';
import { refuse } from '@/lib/core/result';
import { findBenchmarkBadge } from '@/services/publication/find-badge';

export const dynamic = 'force-dynamic';

/** Serves `/badge/{slug}.svg` and `.json`. The ending is part of the parameter, since Next allows no text after a parameter. */
export async function GET({ url }: Request, { params }: RouteContext<'/badge/[slug]'>): Promise<Response> {
  const file = parseBadgeFile((await params).slug);
  const badge = file
    ? await findBenchmarkBadge(file.name)
    : refuse<Refusal>({ kind: 'not_found', what: 'badge' });
  return respondBadge(badge, { format: file?.format ?? 'json', url });
}
