import { makeBadge } from 'badge-maker';
import { type BadgeView, badgeSecondsMax } from '@/lib/contracts/badge';
import type { Refusal } from '@/lib/core/refusal';
import type { Result } from '@/lib/core/result';
import { respondProblem } from './respond';

/** The badge as SVG or JSON, cacheable for as long as a freeze may stay unseen. */
export function respondBadge(badge: Result<BadgeView, Refusal>, format: 'svg' | 'json'): Response {
  if (!badge.ok) return respondProblem(badge.error, new Date());
  const headers = { 'cache-control': `public, max-age=${badgeSecondsMax}` };
  if (format === 'json')
    return new Response(JSON.stringify(badge.value), {
      headers: { ...headers, 'content-type': 'application/json', 'access-control-allow-origin': '*' },
    });
  const { label, message, color } = badge.value;
  return new Response(makeBadge({ label, message, color, style: 'flat-square' }), {
    headers: { ...headers, 'content-type': 'image/svg+xml; charset=utf-8' },
  });
}
