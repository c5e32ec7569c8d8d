/** Uploads under way, each with a file on this machine's disk. */
export type UploadPlaces = {
  /** A place, to be given back; else who has taken them all: this person, or everybody together. */
  take(personId: string): { giveBack: () => void } | 'person' | 'site';
};

/** One file in work, and two behind it. */
export const uploadsOfPersonMax = 3;

/** Each may hold 128 MB of disk for minutes. */
const uploadsOfSiteMax = 60;

export function makeUploadPlaces(
  ofPersonMax: number = uploadsOfPersonMax,
  ofSiteMax: number = uploadsOfSiteMax,
): UploadPlaces {
  const taken = new Map<string, number>();
  let takenCount = 0;
  return {
    take(personId) {
      const ofPerson = taken.get(personId) ?? 0;
      if (ofPerson >= ofPersonMax) return 'person';
      if (takenCount >= ofSiteMax) return 'site';
      taken.set(personId, ofPerson + 1);
      takenCount += 1;
      return {
        giveBack() {
          takenCount -= 1;
          const left = (taken.get(personId) ?? 1) - 1;
          if (left === 0) taken.delete(personId);
          else taken.set(personId, left);
        },
      };
    },
  };
}
