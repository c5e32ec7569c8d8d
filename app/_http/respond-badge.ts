import { type Badge, badgeSecondsMax, viewOfBadge } from '@/lib/contracts/badge';
import type { Refusal } from '@/lib/core/refusal';
import type { Result } from '@/lib/core/result';
import { writeBadge } from '../_ui/svg/write-badge';
import { respondProblem } from './respond';

/** The badge as SVG or JSON, cacheable for as long as a freeze may stay unseen. `?theme=dark` asks for the dark SVG. */
export function respondBadge(
  badge: Result<Badge, Refusal>,
  { format, url }: { format: 'svg' | 'json'; url: string },
): Response {
  if (!badge.ok) return respondProblem(badge.error, new Date());
  const headers = { 'cache-control': `public, max-age=${badgeSecondsMax}` };
  if (format === 'json')
    return new Response(JSON.stringify(viewOfBadge(badge.value)), {
      headers: { ...headers, 'content-type': 'application/json', 'access-control-allow-origin': '*' },
    });
  const theme = new URL(url).searchParams.get('theme') === 'dark' ? 'dark' : 'light';
  return new Response(writeBadge(badge.value, theme), {
    headers: { ...headers, 'content-type': 'image/svg+xml; charset=utf-8' },
  });
}
