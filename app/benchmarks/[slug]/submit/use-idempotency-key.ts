'use client';

import { useRef } from 'react';

/**
 * The key that makes a retry safe: the same for the same file and metadata, a new one for anything else. (Not
 * `crypto.randomUUID`, which a site without TLS does not have.)
 */
export function useIdempotencyKey(): (file: File, metadata: object) => string {
  const last = useRef<{ file: File; metadata: string; key: string } | null>(null);
  return (file, metadata) => {
    const text = JSON.stringify(metadata);
    if (last.current?.file !== file || last.current.metadata !== text)
      last.current = { file, metadata: text, key: makeKey() };
    return last.current.key;
  };
}

const makeKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
