import { badgeSecondsMax } from '@/lib/contracts/badge';
import type { CardNode } from '@/lib/contracts/card';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { drawCard } from '@/services/publication/find-badge';
import { respondProblem } from './respond';

/** `name.png` without its ending; refused where it has another. */
export function parseCardFile(file: string): Result<string, Refusal> {
  const name = /^(.+)\.png$/.exec(file)?.[1];
  return name === undefined ? refuse({ kind: 'not_found', what: 'picture' }) : ok(name);
}

/** The card as PNG, cacheable for as long as a badge. */
export async function respondCard(card: Result<CardNode, Refusal>): Promise<Response> {
  const drawn = card.ok ? await drawCard(card.value) : card;
  if (!drawn.ok) return respondProblem(drawn.error, new Date());
  return new Response(new Uint8Array(drawn.value), {
    headers: { 'content-type': 'image/png', 'cache-control': `public, max-age=${badgeSecondsMax}` },
  });
}
