import { expect, it } from 'vitest';
import { listLeftCgroups, nameRunCgroup } from './run-cgroup';

it('listLeftCgroups lists only cgroups that are over an hour old and whose process has ended', () => {
  const now = Date.UTC(2026, 10, 27, 12);
  const old = now - 61 * 60_000;
  const names = [
    nameRunCgroup(7, old, 0),
    nameRunCgroup(8, old, 1),
    nameRunCgroup(7, now, 2),
    'user.slice',
    'cgroup.procs',
  ];
  expect(listLeftCgroups(names, now, (pid) => pid === 8)).toEqual([nameRunCgroup(7, old, 0)]);
});
