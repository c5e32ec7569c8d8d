import { describe, expect, it } from 'vitest';
import { queues } from '@/lib/contracts/jobs';
import { chooseThreadCount, queueThreadsMax, shareThreads } from './share-threads';

describe('sharing queues between threads', () => {
  it('leaves no queue without a thread, however few threads there are', () => {
    for (let count = 1; count <= queueThreadsMax; count++) {
      const shares = shareThreads(count);
      expect(new Set(shares.flat()), `${count} threads`).toEqual(new Set(queues));
    }
  });

  it('gives the queue of scores a thread of its own from two threads on, and also each thread beyond the number of queues', () => {
    expect(shareThreads(2)).toEqual([['scores'], ['rounds', 'long', 'large_scores'], ['models']]);
    expect(shareThreads(3)).toEqual([['scores'], ['rounds'], ['long', 'large_scores'], ['models']]);
    expect(shareThreads(4)).toEqual([['scores'], ['rounds'], ['long'], ['large_scores'], ['models']]);
    expect(shareThreads(5)).toEqual([
      ...[['scores'], ['rounds'], ['long'], ['large_scores']],
      ...[['scores'], ['models']],
    ]);
  });

  it('gives the queue of models a thread of its own, which no large file delays', () => {
    for (let count = 1; count <= queueThreadsMax; count++)
      expect(shareThreads(count).filter((share) => share.includes('models'))).toEqual([['models']]);
  });

  it('allows one thread on a machine of one gigabyte, two on two gigabytes, three on four, and four on more with two cores', () => {
    const ofGigabytes = (size: number) => chooseThreadCount(0.95 * size * 2 ** 30, 2);
    expect([1, 2, 4, 8, 64].map(ofGigabytes)).toEqual([1, 2, 3, 4, 4]);
  });

  it('allows up to eight threads where the machine has both the cores and the memory', () => {
    const count = (gigabytes: number, cores: number) => chooseThreadCount(0.95 * gigabytes * 2 ** 30, cores);
    expect([count(64, 4), count(8, 16), count(64, 64), count(64, 1)]).toEqual([6, 7, 8, 4]);
  });
});
