/**
 * One upload, whose file is on this machine's disk from its first byte until the slot is released; a container image may be in the
 * object store instead.
 */
export type UploadSlot = {
  /** Counts bytes that have arrived. */
  arrive(byteCount: number): void;
  /** Marks the upload as complete: it is no longer stopped to make room for others. */
  finish(): void;
  release(): void;
  /** Aborts when this upload is stopped to make room for others. */
  readonly signal: AbortSignal;
};

/** The slots of all current uploads. */
export type UploadSlots = {
  /** Takes a slot, which the caller must release; returns `person` if the person has all of theirs in use. */
  take(personId: string): UploadSlot | 'person';
  usage(): UploadUsage;
};

/** Number and size of the uploads at one moment. */
export type UploadUsage = {
  readonly openCount: number;
  readonly openMax: number;
  readonly byteCount: number;
};

/** Maximum number of concurrent uploads of one person: one being read, and two waiting. */
export const uploadsOfPersonMax = 3;

type Limits = {
  readonly ofPersonMax: number;
  /** Maximum number of uploads that are open at once. */
  readonly openMax: number;
  /** Maximum total bytes of all uploads except huge ones: half for large uploads, half for small ones. */
  readonly bytesMax: number;
  /** Maximum total bytes of all huge uploads. */
  readonly hugeBytesMax: number;
  /** An upload counts as small until more bytes than this have arrived. */
  readonly smallBytesMax: number;
  /** An upload counts as huge, as only container images do, when more bytes than this have arrived. */
  readonly largeBytesMax: number;
};

const limitsDefault: Limits = {
  ofPersonMax: uploadsOfPersonMax,
  openMax: 1_000,
  bytesMax: 8 * 1024 ** 3,
  hugeBytesMax: 16 * 1024 ** 3,
  largeBytesMax: 1024 ** 3,
  smallBytesMax: 4 * 1024 ** 2,
};

type Open = {
  readonly personId: string;
  readonly abort: AbortController;
  byteCount: number;
  isArriving: boolean;
};

/**
 * Makes the slots for uploads. Only bytes that have arrived count, not bytes that may still come, so that
 * slow uploads occupy little. No new upload is refused because of other people's uploads: beyond a limit, an
 * upload that is still arriving is stopped, namely that of the person with the most bytes in the size class,
 * or the oldest where too many are open.
 */
export function makeUploadSlots(limits: Partial<Limits> = {}): UploadSlots {
  const { ofPersonMax, openMax, bytesMax, hugeBytesMax, smallBytesMax, largeBytesMax } = {
    ...limitsDefault,
    ...limits,
  };
  /** Open uploads, oldest first. */
  const uploads = new Set<Open>();
  const bytes = { small: 0, large: 0, huge: 0 };
  const maxima = { small: bytesMax / 2, large: bytesMax / 2, huge: hugeBytesMax };
  const classOf = ({ byteCount }: Open) => {
    if (byteCount > largeBytesMax) return 'huge';
    return byteCount > smallBytesMax ? 'large' : 'small';
  };
  const drop = (upload: Open) => {
    if (uploads.delete(upload)) bytes[classOf(upload)] -= upload.byteCount;
  };
  const stop = (upload: Open | undefined) => {
    if (!upload) return;
    drop(upload);
    upload.abort.abort();
  };
  /** Finds the unfinished upload with the most bytes, of the person with the most bytes. */
  const findLargest = (size: keyof typeof bytes): Open | undefined => {
    const alike = [...uploads].filter((upload) => classOf(upload) === size);
    const held = new Map<string, number>();
    for (const { personId, byteCount } of alike) held.set(personId, (held.get(personId) ?? 0) + byteCount);
    const heldBy = ({ personId }: Open) => held.get(personId) ?? 0;
    return alike
      .filter((upload) => upload.isArriving)
      .sort((a, b) => heldBy(b) - heldBy(a) || b.byteCount - a.byteCount)[0];
  };
  return {
    usage: () => ({ openCount: uploads.size, openMax, byteCount: bytes.small + bytes.large + bytes.huge }),
    take(personId) {
      if ([...uploads].filter((upload) => upload.personId === personId).length >= ofPersonMax)
        return 'person';
      if (uploads.size >= openMax) stop([...uploads].find((upload) => upload.isArriving));
      const upload: Open = { personId, abort: new AbortController(), byteCount: 0, isArriving: true };
      uploads.add(upload);
      return {
        arrive(byteCount) {
          if (!uploads.has(upload)) return;
          bytes[classOf(upload)] -= upload.byteCount;
          upload.byteCount += byteCount;
          const size = classOf(upload);
          bytes[size] += upload.byteCount;
          if (bytes[size] > maxima[size]) stop(findLargest(size));
        },
        finish() {
          upload.isArriving = false;
        },
        release: () => drop(upload),
        signal: upload.abort.signal,
      };
    },
  };
}
