import { webPlatform } from '@/adapters/web-platform';
import { findVersionOfMember, updateVersionRetired } from '@/db/queries/model-version-queries';
import type { ModelVersionView } from '@/lib/contracts/model-version';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireSignedIn } from '../access/require-signed-in';
import { viewOfVersion } from './view';

/** A team's version is run on no later round. Its scores stay, and so does its name. Again, it changes nothing. */
export async function retireVersion(
  actor: Actor | null,
  versionId: string,
): Promise<Result<ModelVersionView, Refusal>> {
  const { db } = webPlatform();
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const { userId } = signedIn.value;
  const find = () => findVersionOfMember(db, { versionId, userId });
  if (!isUuid(versionId) || !(await find())) return refuse({ kind: 'not_found', what: 'version' });
  await updateVersionRetired(db, versionId, userId);
  const retired = await find();
  return retired ? ok(viewOfVersion(retired)) : refuse({ kind: 'not_found', what: 'version' });
}
