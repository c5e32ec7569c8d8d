import type { Rng } from '../../statistics/rng';

type Mutation = (bytes: Uint8Array, other: Uint8Array, below: (limit: number) => number) => Uint8Array;

const splice = (bytes: Uint8Array, start: number, end: number, inserted: Uint8Array): Uint8Array => {
  const spliced = new Uint8Array(start + inserted.length + bytes.length - end);
  spliced.set(bytes.subarray(0, start));
  spliced.set(inserted, start);
  spliced.set(bytes.subarray(end), start + inserted.length);
  return spliced;
};

const replace = (bytes: Uint8Array, at: number, byte: number): Uint8Array =>
  splice(bytes, at, at + 1, Uint8Array.of(byte));

const pickSpan = (bytes: Uint8Array, lengthMax: number, below: (limit: number) => number) => {
  const start = below(bytes.length);
  return { start, end: Math.min(bytes.length, start + 1 + below(lengthMax)) };
};

const edges = [0, 1, 0x7f, 0x80, 0xff];
const hugeVarints = [
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
];

const mutations: readonly Mutation[] = [
  function flipBit(bytes, _, below) {
    const at = below(bytes.length);
    return replace(bytes, at, bytes[at]! ^ (1 << below(8)));
  },
  function setEdge(bytes, _, below) {
    return replace(bytes, below(bytes.length), edges[below(edges.length)]!);
  },
  // Adds to a single byte: most bytes of a small model are field tags and lengths.
  function changeLength(bytes, _, below) {
    const at = below(bytes.length);
    return replace(bytes, at, (bytes[at]! + (below(2) === 0 ? 1 : 255)) & 0xff);
  },
  function insertHuge(bytes, _, below) {
    const at = below(bytes.length);
    return splice(bytes, at, at + 1, Uint8Array.from(hugeVarints[below(hugeVarints.length)]!));
  },
  function truncate(bytes, _, below) {
    return bytes.slice(0, below(bytes.length));
  },
  function cutOut(bytes, _, below) {
    const { start, end } = pickSpan(bytes, 64, below);
    return splice(bytes, start, end, new Uint8Array());
  },
  function repeatSpan(bytes, _, below) {
    const { start, end } = pickSpan(bytes, 64, below);
    return splice(bytes, end, end, bytes.subarray(start, end));
  },
  function spliceOther(bytes, other, below) {
    const { start, end } = pickSpan(bytes, 64, below);
    const from = pickSpan(other, 200, below);
    return splice(bytes, start, end, other.subarray(from.start, from.end));
  },
];

/**
 * Makes one to four random changes to a file: of bits, lengths, cuts, repetitions, pieces of another file. The same random
 * stream makes the same changes.
 */
export function mutateBytes(bytes: Uint8Array, other: Uint8Array, rng: Rng): Uint8Array {
  const below = (limit: number) => Math.floor(rng.nextUnit() * limit);
  let mutated = bytes;
  for (let left = 1 + below(4); left > 0 && mutated.length > 0; left -= 1)
    mutated = mutations[below(mutations.length)]!(mutated, other, below);
  return mutated;
}
