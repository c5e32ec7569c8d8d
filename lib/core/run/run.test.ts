import { describe, expect, it } from 'vitest';
import { listTakenClasses, type RunClass } from './run';

describe('classes of runs that a runner takes', () => {
  /** All sets of runs that a runner may come to have, each with its free slots. */
  function listReachable(slots: number): RunClass[][] {
    const reached = new Map<string, RunClass[]>([['', []]]);
    for (const running of reached.values())
      for (const one of listTakenClasses({ slots, trainings: 0 }, running)) {
        const next = [...running, one].sort();
        reached.set(next.join(), next);
      }
    return [...reached.values()];
  }
  const countOf = (running: readonly RunClass[], ...classes: RunClass[]) =>
    running.filter((one) => classes.includes(one)).length;

  it('fill its slots, and never more', () => {
    for (const slots of [1, 2, 3, 8]) {
      const reachable = listReachable(slots);
      expect(Math.max(...reachable.map(({ length }) => length))).toBe(slots);
      for (const running of reachable.filter(({ length }) => length === slots))
        expect(listTakenClasses({ slots, trainings: 0 }, running)).toEqual([]);
    }
  });

  it('leave a slot for dry runs from two slots on, and one for short runs from three on', () => {
    for (const slots of [2, 3, 8])
      for (const running of listReachable(slots)) {
        expect(countOf(running, 'short', 'long')).toBeLessThan(slots);
        if (slots >= 3) expect(countOf(running, 'long')).toBeLessThan(slots - 1);
      }
  });

  it('include every class while no run is under way', () => {
    for (const slots of [1, 2, 3])
      expect(listTakenClasses({ slots, trainings: 0 }, [])).toEqual(['dry_run', 'short', 'long']);
  });

  it('include trainings beside full slots, up to the slots of their own', () => {
    const full: RunClass[] = ['dry_run', 'short', 'long'];
    const ask = (running: RunClass[]) => listTakenClasses({ slots: 3, trainings: 1 }, running);
    expect(ask([])).toEqual(['dry_run', 'short', 'long', 'training']);
    expect(ask(full)).toEqual(['training']);
    expect(ask([...full, 'training'])).toEqual([]);
    expect(ask(['training'])).toEqual(['dry_run', 'short', 'long']);
    const [one, two] = [['training'], ['training', 'training']] as const;
    const askForTwo = (running: readonly RunClass[]) => listTakenClasses({ slots: 3, trainings: 2 }, running);
    expect(askForTwo(one)).toContain('training');
    expect(askForTwo(two)).not.toContain('training');
  });
});
