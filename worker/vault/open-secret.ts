import { findSealedRound } from '@/db/hidden/vault-queries';
import type { ScorerPlatform } from '../scorer-platform';
import { decrypt } from './round-cipher';

/** The round secret, from which splits, orders and new ids are drawn. @throws for a round that was never sealed */
export async function openSecret(
  { client, identity }: Pick<ScorerPlatform, 'client' | 'identity'>,
  roundId: string,
): Promise<Uint8Array> {
  const sealed = await findSealedRound(client.db, roundId);
  if (!sealed) throw new Error('the round has no key: it was never sealed');
  return decrypt(await identity.open(sealed.sealedKey), `secret:${roundId}`, sealed.secret);
}
