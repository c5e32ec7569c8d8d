import { badgeSecondsMax } from '@/lib/contracts/badge';
import type { Picture } from '@/lib/core/picture/picture';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { drawPicture } from '@/services/publication/draw-picture';
import { respondProblem } from './respond';

/** `name.png` without its ending; refused where it has another. */
export function parseCardFile(file: string): Result<string, Refusal> {
  const name = /^(.+)\.png$/.exec(file)?.[1];
  return name === undefined ? refuse({ kind: 'not_found', what: 'picture' }) : ok(name);
}

/** The card as a picture, which may be kept as long as a badge. */
export async function respondCard(card: Result<Picture, Refusal>): Promise<Response> {
  const drawn = card.ok ? await drawPicture(card.value) : card;
  if (!drawn.ok) return respondProblem(drawn.error, new Date());
  return new Response(new Uint8Array(drawn.value), {
    headers: { 'content-type': 'image/png', 'cache-control': `public, max-age=${badgeSecondsMax}` },
  });
}
