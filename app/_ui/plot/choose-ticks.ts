import { chooseStep } from './choose-step';

/** Round numbers from low to high, three to seven of them: steps differ by a factor of 2 at most. */
export function chooseTicks(low: number, high: number): readonly number[] {
  const step = chooseStep((high - low) / 3);
  const ticks: number[] = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high; tick += step)
    ticks.push(Number(tick.toPrecision(10)));
  return ticks;
}
