/**
 * What stands before a model's file inside its seal, so that whoever can write the object store but not open a seal can't put one
 * team's sealed model in the place of another's.
 */
export const versionEnvelope = (versionId: string): Uint8Array =>
  new TextEncoder().encode(`tidemark-version:${versionId}\n`);
