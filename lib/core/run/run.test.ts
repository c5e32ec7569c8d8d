import { describe, expect, it } from 'vitest';
import { listTakenClasses, type RunClass } from './run';

describe('classes of runs that a runner takes', () => {
  /** Lists all sets of runs that a runner can have at the same time. */
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

  it('fill the runner’s slots, and never exceed them', () => {
    for (const slots of [1, 2, 3, 8]) {
      const reachable = listReachable(slots);
      expect(Math.max(...reachable.map(({ length }) => length))).toBe(slots);
      for (const running of reachable.filter(({ length }) => length === slots))
        expect(listTakenClasses({ slots, trainings: 0 }, running)).toEqual([]);
    }
  });

  it('leave a slot for dry runs if the runner has two or more slots, and one for short runs if it has three or more', () => {
    for (const slots of [2, 3, 8])
      for (const running of listReachable(slots)) {
        expect(countOf(running, 'short', 'long')).toBeLessThan(slots);
        if (slots >= 3) expect(countOf(running, 'long')).toBeLessThan(slots - 1);
      }
  });

  it('include every class while the runner has no run', () => {
    for (const slots of [1, 2, 3])
      expect(listTakenClasses({ slots, trainings: 0 }, [])).toEqual(['dry_run', 'short', 'long']);
  });

  it('include trainings in slots of their own, even if all other slots are taken', () => {
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
