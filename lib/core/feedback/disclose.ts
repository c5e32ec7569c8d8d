import type { Disclosed } from './disclosed';

/**
 * Marks a value as allowed to be published. A dependency rule forbids code outside `lib/core/feedback` to import this
 * function.
 */
export const disclose = <T extends object>(value: T): Disclosed<T> => Object.freeze(value) as Disclosed<T>;
