const slotCountFirst = 1024;

/**
 * A set of ids that stores 64 bits of each instead of the text, so that an id of any length takes 16 to 32 bytes. Open addressing
 * with linear probing, at most half full.
 *
 * Two different ids count as equal with probability about n² / 2^65: 3e-8 for a million ids, 3e-6 for ten million. The hash is
 * not cryptographic: a host who makes ids collide only gets their own test set refused.
 */
export class IdHashSet {
  #high = new Uint32Array(slotCountFirst);
  #low = new Uint32Array(slotCountFirst);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Adds an id; false if it was there already. */
  add(id: string): boolean {
    if (2 * (this.#size + 1) > this.#low.length) this.#grow();
    const [high, low] = hashId(id);
    if (!insertHash(this.#high, this.#low, high, low)) return false;
    this.#size += 1;
    return true;
  }

  #grow(): void {
    const high = new Uint32Array(2 * this.#high.length);
    const low = new Uint32Array(2 * this.#low.length);
    for (let slot = 0; slot < this.#low.length; slot += 1) {
      if (this.#low[slot] !== 0) insertHash(high, low, this.#high[slot]!, this.#low[slot]!);
    }
    this.#high = high;
    this.#low = low;
  }
}

function insertHash(highs: Uint32Array, lows: Uint32Array, high: number, low: number): boolean {
  const mask = lows.length - 1;
  for (let slot = high & mask; ; slot = (slot + 1) & mask) {
    if (lows[slot] === 0) {
      highs[slot] = high;
      lows[slot] = low;
      return true;
    }
    if (lows[slot] === low && highs[slot] === high) return false;
  }
}

/**
 * Two 32-bit hashes over the UTF-16 units, each the loop and the finaliser of MurmurHash3_x86_32 (Appleby 2011) with
 * constants of its own. `low` is never 0, which marks a free slot.
 */
function hashId(id: string): [high: number, low: number] {
  let a = 0x9747b28c;
  let b = 0x3c6ef372;
  for (let i = 0; i < id.length; i += 1) {
    const unit = id.charCodeAt(i);
    a ^= rotateLeft(Math.imul(unit, 0xcc9e2d51), 15);
    a = (Math.imul(rotateLeft(a, 13), 5) + 0xe6546b64) | 0;
    b ^= rotateLeft(Math.imul(unit, 0x1b873593), 17);
    b = (Math.imul(rotateLeft(b, 19), 9) + 0x561ccd1b) | 0;
  }
  const high = finalise(a ^ id.length);
  const low = finalise(b ^ id.length);
  return [high, low === 0 ? 1 : low];
}

function rotateLeft(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

function finalise(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
