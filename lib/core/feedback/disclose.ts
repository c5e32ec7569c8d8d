import type { Disclosed } from './disclosed';

/** The door's own stamp. Not importable from outside `lib/core/feedback`. */
export const disclose = <T extends object>(value: T): Disclosed<T> => Object.freeze(value) as Disclosed<T>;
