import { webPlatform } from '@/adapters/web-platform';
import type { BadgeView } from '@/lib/contracts/badge';
import type { Picture } from '@/lib/core/picture/picture';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';

/** A picture as PNG, drawn on a thread of its own, in its turn. */
export async function drawPicture(picture: Picture): Promise<Result<Uint8Array, Refusal>> {
  const drawn = await webPlatform().pictures.draw(picture);
  if (drawn === 'full') return refuse({ kind: 'busy', retryAfterSeconds: 20 });
  return drawn === null ? refuse({ kind: 'not_found', what: 'picture' }) : ok(drawn);
}

/** A badge as SVG with outlined text; null where that can't be had now, or no face has its letters. */
export async function drawBadge(badge: BadgeView): Promise<string | null> {
  const drawn = await webPlatform().pictures.drawBadge(badge);
  return drawn instanceof Uint8Array ? Buffer.from(drawn).toString('utf8') : null;
}
