import { describe, expect, it } from 'vitest';
import { createReadingQueue, type WaitingFile } from './reading-queue';

const of = (personId: string | null, isHeavy = false): WaitingFile => ({ personId, isHeavy });
const lineOf = (readerCount = 2, waitingMax = 100) =>
  createReadingQueue<WaitingFile>({ readerCount, waitingMax });

describe('queue of files to read', () => {
  it('reads one file of a person at a time, and files of other people at the same time', () => {
    const line = lineOf();
    const [first, second, others] = [of('ann'), of('ann'), of('bob')];
    for (const file of [first, second, others]) line.join(file, 0);
    expect(line.takeNext(0)).toBe(first);
    expect(line.takeNext(0)).toBe(others);
    expect(line.takeNext(0)).toBe(undefined);
    line.finish(first, 5, 0);
    expect(line.takeNext(0)).toBe(second);
  });

  it('serves a person with low past cost before ten people with high past cost, for any number of files that these send', () => {
    const line = lineOf();
    const hostile = Array.from({ length: 10 }, (_, i) => `hostile ${i}`);
    for (const personId of hostile) line.join(of(personId), 0);
    for (let i = 0; i < hostile.length; i++) line.finish(line.takeNext(0)!, 4000, 0);
    for (const personId of hostile) line.join(of(personId), 0);
    const honest = of('honest');
    line.join(honest, 1000);
    expect(line.takeNext(1000)).toBe(honest);
  });

  it('halves past cost every minute', () => {
    const line = lineOf();
    line.join(of('ann'), 0);
    line.finish(line.takeNext(0)!, 4000, 0);
    line.join(of('bob'), 0);
    line.finish(line.takeNext(0)!, 1500, 0);
    const [ann, bob] = [of('ann'), of('bob')];
    line.join(ann, 0);
    line.join(bob, 0);
    expect(line.takeNext(0)).toBe(bob);
    line.finish(bob, 4000, 60_000);
    line.join(of('bob'), 0);
    // After a minute, 2,000 ms of Ann's past cost are left, and 4,750 ms of Bob's.
    expect(line.takeNext(60_000)).toBe(ann);
  });

  it('reserves a reader for files that can’t be large', () => {
    const line = lineOf(2);
    const [large, larger, small] = [of('ann', true), of('bob', true), of('cy')];
    for (const file of [large, larger, small]) line.join(file, 0);
    expect([line.takeNext(0), line.takeNext(0), line.takeNext(0)]).toEqual([large, small, undefined]);
    line.finish(large, 1, 0);
    expect(line.takeNext(0)).toBe(larger);
  });

  it('refuses files beyond its limit, and removes a file whose uploader disconnected', () => {
    const line = lineOf(2, 2);
    const [first, second] = [of('ann'), of('bob')];
    const third = of('cy');
    expect([first, second, third].map((file) => line.join(file, 0))).toEqual([null, null, third]);
    expect([line.leave(first), line.leave(first)]).toEqual([true, false]);
    expect(line.takeNext(0)).toBe(second);
    expect(line.leave(second)).toBe(false);
  });

  it('never refuses a person’s file because of people with higher past cost', () => {
    const line = lineOf(2, 3);
    for (const personId of ['ann', 'bob']) line.join(of(personId), 0);
    for (const usedMs of [4000, 3000]) line.finish(line.takeNext(0)!, usedMs, 0);
    const [early, late, other] = [of('ann'), of('ann'), of('bob')];
    for (const file of [early, late, other]) line.join(file, 0);
    const honest = of('honest');
    expect(line.join(honest, 0)).toBe(early);
    expect(line.join(of('bob'), 0)).toBe(late);
    expect(line.takeNext(0)).toBe(honest);
  });

  it('never delays the site’s own files', () => {
    const line = lineOf();
    const [first, second] = [of(null), of(null)];
    line.join(first, 0);
    line.join(second, 0);
    expect([line.takeNext(0), line.takeNext(0)]).toEqual([first, second]);
  });
});
