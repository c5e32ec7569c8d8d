/** Bytes of a model's file at the most. */
export const artefactBytesMax = 200 * 1024 * 1024;
