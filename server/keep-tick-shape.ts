import { executionAsyncResource } from 'node:async_hooks';

/** Never read: what is in it isn't collected. */
const held: object[] = [];

/**
 * Keeps one of the objects in which `process.nextTick` notes what it is to call. V8 collects the shape of objects that nobody has any more; when
 * the next one gets a new shape, code that knew the old one makes each object through the runtime from then on, at four times the
 * cost. Every answer takes several, and a fifth of its time went there (0075). To be called when a thread starts.
 */
export function keepTickShape(): void {
  process.nextTick(() => {
    held.push(executionAsyncResource());
  });
}
