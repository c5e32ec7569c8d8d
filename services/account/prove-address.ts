import type { Executor } from '@/db/client';
import { deleteAccountsOf } from '@/db/queries/account-queries';
import { revokeApiTokensOf } from '@/db/queries/api-token-queries';
import { insertPerson, lockPersonByEmail, type Person, updateEmailProved } from '@/db/queries/people-queries';
import { deleteSessionsOf } from '@/db/queries/session-queries';
import { recordOperatorAct } from '../access/record-operator-act';

type Proof = { email: string; name: string | null; isOperator: boolean; at: Date };

/**
 * The account of an address, for whoever has just proved that it is theirs: by a link that was mailed to it, or by an operator's
 * word. Before the first proof anybody may have made the account, by entering the address with a provider. So the first one ends
 * all that leads into it: the providers' accounts, their sessions and all others, and the API tokens.
 */
export async function proveAddress(
  tx: Executor,
  proof: Proof,
): Promise<{ person: Person; hasEndedEarlier: boolean }> {
  const { at, ...values } = proof;
  const known = await lockPersonByEmail(tx, proof.email);
  if (!known) {
    const made = await insertPerson(tx, { ...values, emailVerified: at });
    // Nothing is made when another proof of the same address was as fast: its person is there now.
    return made ? { person: made, hasEndedEarlier: false } : proveAddress(tx, proof);
  }
  const { provedAt, ...person } = known;
  if (provedAt) return { person, hasEndedEarlier: false };
  const { userId } = person;
  const sessions = await deleteSessionsOf(tx, userId);
  const accounts = await deleteAccountsOf(tx, userId);
  const tokens = await revokeApiTokensOf(tx, userId, at);
  await updateEmailProved(tx, userId, at);
  const hasEndedEarlier = accounts.length + sessions + tokens > 0;
  if (hasEndedEarlier && (person.isOperator || proof.isOperator))
    await recordOperatorAct(tx, 'operator_ways_ended', {
      user_id: userId,
      accounts: accounts.length,
      sessions,
      tokens,
    });
  return { person, hasEndedEarlier };
}
