import type { LimitPair } from './row-facts';

type Numbers = readonly (number | null)[];

/**
 * A column of published numbers without their points: whole ones, each to be divided by ten to that power. A quotient of two whole numbers
 * is rounded as the number's own digits are, so each comes back as it was. Without a power they are sent as they are.
 */
export type PackedNumbers = { readonly power: number | null; readonly whole: Numbers };

export function packNumbers(numbers: Numbers): PackedNumbers {
  const power = findPower(numbers);
  return { power, whole: numbers.map((number) => toWhole(number, power)) };
}

export const unpackNumbers = ({ power, whole }: PackedNumbers): Numbers =>
  whole.map((number) => fromWhole(number, power));

/** A column of numbers with their limits, of which is sent how far they lie from the number. */
export type PackedEstimates = PackedNumbers & {
  /** The number less its lower limit, and the upper one less the number; both null where it has none. */
  readonly below: Numbers;
  readonly above: Numbers;
};

export function packEstimates(numbers: Numbers, limits: readonly (LimitPair | null)[]): PackedEstimates {
  const power = findPower([...numbers, ...limits.flatMap((pair) => pair ?? [])]);
  const whole = numbers.map((number) => toWhole(number, power));
  const middleOf = (at: number) => (power === null ? 0 : (whole[at] ?? 0));
  return {
    power,
    whole,
    below: limits.map((pair, at) => pair && middleOf(at) - toWhole(pair[0], power)),
    above: limits.map((pair, at) => pair && toWhole(pair[1], power) - middleOf(at)),
  };
}

export function unpackEstimates({ power, whole, below, above }: PackedEstimates): {
  numbers: Numbers;
  limits: readonly (LimitPair | null)[];
} {
  const limits = below.map((lower, at): LimitPair | null => {
    const upper = above[at] ?? null;
    if (lower === null || upper === null) return null;
    const middle = power === null ? 0 : (whole[at] ?? 0);
    return [fromWhole(middle - lower, power), fromWhole(middle + upper, power)];
  });
  return { numbers: unpackNumbers({ power, whole }), limits };
}

/** Powers of ten up to this are whole numbers without an error, as are the products. */
const powerMax = 12;

function findPower(numbers: Numbers): number | null {
  const isExact = (number: number | null, power: number) =>
    number === null ||
    (Math.abs(toWhole(number, power)) < Number.MAX_SAFE_INTEGER / 2 &&
      fromWhole(toWhole(number, power), power) === number);
  for (let power = 0; power <= powerMax; power++)
    if (numbers.every((number) => isExact(number, power))) return power;
  return null;
}

function toWhole(number: number, power: number | null): number;
function toWhole(number: number | null, power: number | null): number | null;
function toWhole(number: number | null, power: number | null): number | null {
  return number === null || power === null ? number : Math.round(number * 10 ** power);
}

function fromWhole(whole: number, power: number | null): number;
function fromWhole(whole: number | null, power: number | null): number | null;
function fromWhole(whole: number | null, power: number | null): number | null {
  return whole === null || power === null ? whole : whole / 10 ** power;
}
