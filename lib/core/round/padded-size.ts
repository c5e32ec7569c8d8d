const sizeMin = 65_536;
const doublingMax = 2 ** 28;
const stepBeyond = 2 ** 24;

/**
 * The size that so many bytes are padded to: the next power of two, 65,536 at least; above 256 MiB the next 16 MiB. What remains to be
 * read from it is between which two of these a size lies, not how many bytes labels took.
 */
export function computePaddedSize(byteCount: number): number {
  if (byteCount > doublingMax) return Math.ceil(byteCount / stepBeyond) * stepBeyond;
  let size = sizeMin;
  while (size < byteCount) size *= 2;
  return size;
}
