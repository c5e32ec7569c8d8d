/**
 * Hashing, handed in by the caller: core imports neither Node nor a package, and a browser has only promises to offer.
 * The hashes come in the order of the messages, 32 bytes each. Messages may be views of one buffer and are not changed.
 */
export type Hasher = {
  sha256Many(messages: readonly Uint8Array[]): Promise<Uint8Array[]>;
  hmacSha256Many(key: Uint8Array, messages: readonly Uint8Array[]): Promise<Uint8Array[]>;
};
