/** Current uploads, each with a file on this machine's disk. */
export type UploadSlots = {
  /** Takes a slot for so many bytes, to be released; else says whether this person or the site has no slot left. */
  take(personId: string, bytes: number): { release: () => void } | 'person' | 'site';
};

/** Uploads of one person: one being read, and two waiting. */
export const uploadsOfPersonMax = 3;

/** Limits of all uploads together: their number, and their bytes on the disk. */
const [uploadsOfSiteMax, bytesOfSiteMax] = [200, 8 * 1024 ** 3];

export function makeUploadSlots(
  ofPersonMax: number = uploadsOfPersonMax,
  ofSiteMax: number = uploadsOfSiteMax,
): UploadSlots {
  const taken = new Map<string, number>();
  let takenCount = 0;
  let takenBytes = 0;
  return {
    take(personId, bytes) {
      const ofPerson = taken.get(personId) ?? 0;
      if (ofPerson >= ofPersonMax) return 'person';
      if (takenCount >= ofSiteMax || takenBytes + bytes > bytesOfSiteMax) return 'site';
      taken.set(personId, ofPerson + 1);
      takenCount += 1;
      takenBytes += bytes;
      return {
        release() {
          takenCount -= 1;
          takenBytes -= bytes;
          const left = (taken.get(personId) ?? 1) - 1;
          if (left === 0) taken.delete(personId);
          else taken.set(personId, left);
        },
      };
    },
  };
}
