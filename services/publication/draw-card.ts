import { webPlatform } from '@/adapters/web-platform';
import type { CardNode } from '@/lib/contracts/card';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';

/** The card as PNG. */
export async function drawCard(card: CardNode): Promise<Result<Uint8Array, Refusal>> {
  const drawn = await webPlatform().pictures.draw(card);
  if (drawn === 'full') return refuse({ kind: 'busy', retryAfterSeconds: 20 });
  return drawn === null ? refuse({ kind: 'not_found', what: 'picture' }) : ok(drawn);
}
