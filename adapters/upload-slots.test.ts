import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { streamedRequest } from '@/testing/form-request';
import { readMultipart } from './read-multipart';
import { makeUploadSlots, type UploadSlot, type UploadSlots, uploadsOfPersonMax } from './upload-slots';

const megabyte = 1024 ** 2;

function take(slots: UploadSlots, person: string): UploadSlot {
  const slot = slots.take(person);
  if (slot === 'person') throw new Error(`${person} has no slot left`);
  return slot;
}

describe('upload slots', () => {
  it('limits a person to three uploads at once, whatever others use, and frees each slot', () => {
    const slots = makeUploadSlots();
    const ofAnn = Array.from({ length: uploadsOfPersonMax }, () => take(slots, 'ann'));
    expect(slots.take('ann')).toBe('person');
    take(slots, 'bob');
    for (const slot of ofAnn) slot.release();
    take(slots, 'ann');
  });

  it('accepts a small upload and a large one beside the slow uploads of forty accounts', () => {
    const slots = makeUploadSlots();
    // Forty accounts with three uploads each, 0.3 MB/s, until 200 MB of each upload have arrived.
    const attackers = Array.from({ length: 120 }, (_, i) => take(slots, `attacker ${i % 40}`));
    const small = take(slots, 'ann');
    const large = take(slots, 'bob');
    for (let second = 0; second < 700; second++) {
      for (const slot of attackers) if (!slot.signal.aborted) slot.arrive(0.3 * megabyte);
      if (second % 10 === 0) large.arrive(megabyte);
      if (second === 600) small.arrive(megabyte);
    }
    expect([small.signal.aborted, large.signal.aborted]).toEqual([false, false]);
    expect(attackers.filter((slot) => slot.signal.aborted).length).toBeGreaterThan(60);
    expect(take(slots, 'cy').signal.aborted).toBe(false);
  });

  it('keeps half of the bytes for small uploads while complete large files wait', () => {
    const slots = makeUploadSlots({ bytesMax: 100, smallBytesMax: 10 });
    for (const person of ['a', 'b', 'c', 'd']) {
      const slot = take(slots, person);
      slot.arrive(12);
      slot.finish();
    }
    const large = take(slots, 'e');
    large.arrive(11);
    expect(large.signal.aborted).toBe(true);
    const small = take(slots, 'f');
    small.arrive(10);
    expect(small.signal.aborted).toBe(false);
  });

  it('stops the oldest upload that is still arriving where too many are open', () => {
    const slots = makeUploadSlots({ openMax: 3 });
    const [read, oldest] = [take(slots, 'a'), take(slots, 'b')];
    read.finish();
    take(slots, 'c');
    take(slots, 'd');
    expect([read.signal.aborted, oldest.signal.aborted]).toEqual([false, true]);
  });

  it('frees the bytes of released and stopped uploads', () => {
    const slots = makeUploadSlots({ bytesMax: 100, smallBytesMax: 10 });
    for (let i = 0; i < 20; i++) {
      const slot = take(slots, 'ann');
      slot.arrive(40);
      expect(slot.signal.aborted).toBe(false);
      slot.release();
    }
  });

  it('refuses a stopped upload as busy, and ends its connection', async () => {
    const slots = makeUploadSlots({ bytesMax: 400_000, smallBytesMax: 10 });
    const hold = async (person: string, chunkBytes: number) => {
      async function* body() {
        yield Buffer.from('--b\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\n');
        for (;;) {
          yield Buffer.alloc(chunkBytes, 0x61);
          await sleep(5);
        }
      }
      const request = streamedRequest(body());
      const slot = take(slots, person);
      const limits = { fileField: 'file', bytesMax: 10_000_000, timeMsMax: 60_000, slot };
      const form = await readMultipart(request, limits, async (bytes) => {
        for await (const chunk of bytes) expect(chunk.length).toBeGreaterThan(0);
      });
      slot.release();
      return form;
    };
    expect(await hold('ann', 50_000)).toEqual({ ok: false, error: { kind: 'busy', retryAfterSeconds: 20 } });
  });

  it('counts huge uploads apart, so that an image neither stops large files nor is stopped for them', () => {
    const slots = makeUploadSlots({ bytesMax: 100, smallBytesMax: 10, largeBytesMax: 40, hugeBytesMax: 150 });
    const [image, large] = [take(slots, 'a'), take(slots, 'b')];
    image.arrive(100);
    large.arrive(40);
    expect([image.signal.aborted, large.signal.aborted]).toEqual([false, false]);
    const second = take(slots, 'c');
    second.arrive(60);
    expect([image.signal.aborted, large.signal.aborted, second.signal.aborted]).toEqual([true, false, false]);
    expect(slots.usage().byteCount).toBe(100);
  });
});
