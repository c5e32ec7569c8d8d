import { type Badge, badgeSecondsMax, viewOfBadge } from '@/lib/contracts/badge';
import type { CardNode } from '@/lib/contracts/card';
import { ok, type Result, refuse } from '@/lib/core/result';
import { drawCard } from '@/services/publication/find-badge';
import { writeBadge } from '../_ui/svg/write-badge';
import { respondProblem } from './respond';

/**
 * Responds with a badge as SVG or JSON. A cache may keep the response for `badgeSecondsMax`, so that a badge shows a freeze
 * soon. `?theme=dark` selects the dark SVG.
 */
export function respondBadge(
  badge: Result<Badge>,
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

/** The name in a path segment `name.png`; a refusal for any other ending. */
export function parseCardFile(file: string): Result<string> {
  const name = /^(.+)\.png$/.exec(file)?.[1];
  return name === undefined ? refuse({ kind: 'not_found', what: 'picture' }) : ok(name);
}

/** Responds with a preview picture as PNG, which caches may keep as long as a badge. */
export async function respondCard(card: Result<CardNode>): Promise<Response> {
  const drawn = card.ok ? await drawCard(card.value) : card;
  if (!drawn.ok) return respondProblem(drawn.error, new Date());
  return new Response(new Uint8Array(drawn.value), {
    headers: { 'content-type': 'image/png', 'cache-control': `public, max-age=${badgeSecondsMax}` },
  });
}
