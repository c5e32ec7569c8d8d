import { isDiskFull } from '@/adapters/is-disk-full';
import { uploadsOfPersonMax } from '@/adapters/upload-places';
import { webPlatform } from '@/adapters/web-platform';
import type { Refusal } from '@/lib/core/refusal';
import { type Result, refuse } from '@/lib/core/result';
import type { Actor } from './actor';
import { noSpace, requireSpace } from './require-space';

/** Does the work of an upload of so many bytes in a place for it, where the disk has room and there is a place for this person. */
export async function withUploadPlace<T>(
  { userId }: Pick<Actor, 'userId'>,
  bytesMax: number,
  work: () => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  const room = await requireSpace();
  if (!room.ok) return room;
  const place = webPlatform().uploads.take(userId, bytesMax);
  if (place === 'person')
    return refuse({ kind: 'files_in_line', count: uploadsOfPersonMax, retryAfterSeconds: 5 });
  if (place === 'site') return refuse({ kind: 'busy', retryAfterSeconds: 20 });
  try {
    return await work();
  } catch (error) {
    // It filled while the upload came.
    if (isDiskFull(error)) return refuse(noSpace);
    throw error;
  } finally {
    place.giveBack();
  }
}
