import { setImmediate } from 'node:timers/promises';
import { nodeHasher } from '@/adapters/node-hasher';
import type { Hasher } from '@/lib/core/commitment/hasher';

/**
 * Node's hashing that yields to the event loop before each batch. A million items at once would block the
 * thread, and allocate as many native hash objects, which are freed only when the event loop turns.
 */
export const yieldingHasher: Hasher = {
  async sha256Many(messages) {
    await setImmediate();
    return nodeHasher.sha256Many(messages);
  },
  async hmacSha256Many(key, messages) {
    await setImmediate();
    return nodeHasher.hmacSha256Many(key, messages);
  },
};
