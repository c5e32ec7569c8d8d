import type { Disclosed } from './disclosed';

/** Marks a value as disclosed. A dependency rule forbids imports from outside `lib/core/feedback`. */
export const disclose = <T extends object>(value: T): Disclosed<T> => Object.freeze(value) as Disclosed<T>;
