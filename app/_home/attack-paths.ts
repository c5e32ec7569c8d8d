import type { Learnt } from './attack-series';

/** All in a drawing of 100 by 100, 0 at the top. */
export type HeightOf = (score: number) => number;

const cut = (value: number): string => String(Number(value.toFixed(2)));
const placeOf = (i: number, count: number): string => cut((100 * i) / (count - 1));

/** What holds after a submission holds until the next one. */
export function stepsOf(scores: readonly number[], heightOf: HeightOf): string {
  const steps = scores.map((score, i) =>
    i > 0 && score !== scores[i - 1] ? `H${placeOf(i, scores.length)}V${cut(heightOf(score))}` : '',
  );
  return `M0 ${cut(heightOf(scores[0]!))}${steps.join('')}H100`;
}

/** What lies between the steps of two lines. */
export function areaBetween(one: readonly number[], other: readonly number[], heightOf: HeightOf): string {
  const back = other.map((score, i) => {
    const before = other[i - 1];
    return before !== undefined && score !== before
      ? `H${placeOf(i, other.length)}V${cut(heightOf(before))}`
      : '';
  });
  return `${stepsOf(one, heightOf)}V${cut(heightOf(other.at(-1)!))}${back.reverse().join('')}H0z`;
}

/** A tick of so much, from the floor up, for each submission of which this was learnt. */
export const ticksOf = (learnt: readonly Learnt[], what: Learnt, height: number): string =>
  learnt.map((one, i) => (one === what ? `M${placeOf(i, learnt.length)} 100v-${height}` : '')).join('');
