/**
 * What the server tells the pages of a request's connection. It sets all of them on every request, whatever a caller sent under these
 * names, so that Next's own forwarding headers and a caller's are not taken for it.
 */
export const callerHeaders = {
  /** The caller's network address: the socket's, or what a trusted proxy says. */
  address: 'x-tidemark-caller',
  /** `no` where the request came straight from its sender; anything else where something on the way forwarded it, or says so. */
  isForwarded: 'x-tidemark-forwarded',
  /** A word by which the server knows what the pages ask it for themselves (server/client-limits.ts). */
  ownCall: 'x-tidemark-own-call',
} as const;
