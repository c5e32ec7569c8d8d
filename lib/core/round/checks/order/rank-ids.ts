/** Rank of each id among the ids by UTF-16 unit, from 0: the order that anybody can put items in. */
export function rankIds(ids: readonly string[]): Float64Array {
  const order = Uint32Array.from(ids, (_, i) => i).sort((a, b) => (ids[a]! < ids[b]! ? -1 : 1));
  const ranks = new Float64Array(ids.length);
  order.forEach((item, rank) => {
    ranks[item] = rank;
  });
  return ranks;
}

// At most 12 digits: remainders of them are exact by a division of doubles.
const firstNumber = /^\D*(\d{1,12})/;
const lastNumber = /(\d{1,12})\D*$/;

/** The first number in each id, and the last: each null unless all have one, and the first null where it is the last in all. */
export function readIdNumbers(ids: readonly string[]): {
  first: Float64Array | null;
  last: Float64Array | null;
} {
  const last = readNumbers(ids, lastNumber);
  const first = last && readNumbers(ids, firstNumber);
  return { first: first?.every((number, i) => number === last?.[i]) ? null : first, last };
}

function readNumbers(ids: readonly string[], pattern: RegExp): Float64Array | null {
  const numbers = new Float64Array(ids.length);
  for (const [i, id] of ids.entries()) {
    const match = pattern.exec(id);
    if (match === null) return null;
    numbers[i] = Number(match[1]);
  }
  return numbers;
}
