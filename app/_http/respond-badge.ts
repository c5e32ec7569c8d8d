import { makeBadge } from 'badge-maker';
import { type BadgeView, badgeSecondsMax } from '@/lib/contracts/badge';
import type { Refusal } from '@/lib/core/refusal';
import type { Result } from '@/lib/core/result';
import { drawBadge } from '@/services/publication/draw-picture';
import { respondProblem } from './respond';

/** The badge as a picture or as JSON; both may be kept for as long as a freeze may stay unseen. */
export async function respondBadge(
  badge: Result<BadgeView, Refusal>,
  format: 'svg' | 'json',
): Promise<Response> {
  if (!badge.ok) return respondProblem(badge.error, new Date());
  const headers = { 'cache-control': `public, max-age=${badgeSecondsMax}` };
  if (format === 'json')
    return new Response(JSON.stringify(badge.value), {
      headers: { ...headers, 'content-type': 'application/json', 'access-control-allow-origin': '*' },
    });
  const { label, message, color } = badge.value;
  // What can't be set as outlines is written in the reader's own fonts: a badge is never a broken picture.
  const svg = (await drawBadge(badge.value)) ?? makeBadge({ label, message, color, style: 'flat-square' });
  return new Response(svg, {
    headers: { ...headers, 'content-type': 'image/svg+xml; charset=utf-8' },
  });
}
