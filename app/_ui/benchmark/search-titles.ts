import type { BenchmarkSearch, BenchmarkSort, ListedState } from '@/lib/contracts/benchmark-search';
import type { Task } from '@/lib/core/benchmark';
import type { FreshnessState } from '@/lib/core/freshness/freshness';

export const taskTitles: Readonly<Record<Task, string>> = {
  binary: 'two classes',
  multiclass: 'several classes',
  regression: 'numbers',
  text: 'texts',
};

export const freshnessTitles: Readonly<Record<FreshnessState, string>> = {
  fresh: 'fresh',
  aging: 'aging',
  stale: 'stale',
  superseded: 'superseded',
  retired: 'retired',
  provisional: 'provisional',
};

export const sortTitles: Readonly<Record<Exclude<BenchmarkSort, 'match'>, string>> = {
  close: 'next to close',
  change: 'last change',
  models: 'most models',
  title: 'title',
};

/** The parts of a search by the names that the form gives them. */
export const queryTitles: Readonly<Record<string, string>> = {
  task: 'task',
  state: 'round',
  freshness: 'freshness',
  tag: 'tag',
  sort: 'sort',
  rows: 'rows',
  page: 'page',
};

/** What else than words leaves benchmarks out. */
export const listFilters = ({ task, state, freshness, tag }: BenchmarkSearch): string[] => [
  ...(task === null ? [] : [`Task: ${taskTitles[task]}`]),
  ...(state === null ? [] : [`Round: ${describeState(state)}`]),
  ...(freshness === null ? [] : [`Freshness: ${freshnessTitles[freshness]}`]),
  ...(tag === null ? [] : [`Tag: ${tag}`]),
];

export const describeState = (state: ListedState | null): string => state ?? 'all';
