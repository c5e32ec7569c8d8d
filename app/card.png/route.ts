import { ok } from '@/lib/core/result';
import { findAttackExhibit } from '@/services/publication/find-attack-exhibit';
import { composeHomeCard } from '../_home/compose-home-card';
import { respondCard } from '../_http/respond-picture';

export const dynamic = 'force-dynamic';

/** Serves `/card.png`, the preview picture of the home page. */
export async function GET(): Promise<Response> {
  return respondCard(ok(composeHomeCard(await findAttackExhibit())));
}
