/**
 * Sizes in bytes of a zip's local header, directory record and end record, without names and comments (APPNOTE 6.3.10, sections
 * 4.3.7, 4.3.12 and 4.3.16).
 */
const localBytes = 30;
export const recordBytes = 46;
export const endRecordBytes = 22;

/** Yields the offset of each file's record in the zip's directory. */
export function* findRecords(view: DataView, from = 0): Generator<number> {
  for (let at = from; at + recordBytes <= view.byteLength; at += 1)
    if (view.getUint32(at, true) === 0x02014b50) yield at;
}

/** The offset of the directory in a zip without an archive comment. */
const directoryAt = (view: DataView): number => view.getUint32(view.byteLength - endRecordBytes + 16, true);

/** A copy of a zip without a comment, with bytes inserted; the offsets in its directory are corrected accordingly. */
export function insertIntoZip(
  zip: Uint8Array,
  at: number,
  inserted: Uint8Array,
): { bytes: Uint8Array<ArrayBuffer>; view: DataView } {
  const bytes = Uint8Array.from([...zip.subarray(0, at), ...inserted, ...zip.subarray(at)]);
  const view = new DataView(bytes.buffer);
  const move = (field: number) => {
    const offset = view.getUint32(field, true);
    if (offset >= at) view.setUint32(field, offset + inserted.length, true);
  };
  move(view.byteLength - endRecordBytes + 16);
  for (const record of findRecords(view, directoryAt(view))) move(record + 42);
  return { bytes, view };
}

/**
 * A copy of a zip with bytes hidden behind the deflate stream of its first file. The file's compressed size includes the hidden
 * bytes, also in the data descriptor. A program that reads zips as a stream finds these bytes; one that reads the directory
 * doesn't.
 */
export function hideBehindFirstFile(zip: Uint8Array, hidden: Uint8Array): Uint8Array<ArrayBuffer> {
  const original = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const packedBytes = original.getUint32(directoryAt(original) + 20, true);
  const dataAt = localBytes + original.getUint16(26, true) + original.getUint16(28, true);
  const { bytes, view } = insertIntoZip(zip, dataAt + packedBytes, hidden);
  const changed = packedBytes + hidden.length;
  view.setUint32(directoryAt(view) + 20, changed, true);
  const hasDescriptor = (view.getUint16(6, true) & 0x8) !== 0;
  view.setUint32(hasDescriptor ? dataAt + changed + 8 : 18, changed, true);
  return bytes;
}
