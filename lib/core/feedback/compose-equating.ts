import { decideEquating, type Equating } from '../equating/equating';
import { disclose } from './disclose';
import type { Disclosed } from './disclosed';

/** Equating of a round with the base round, from published scores only. */
export const composeEquating = (linked: Parameters<typeof decideEquating>[0]): Disclosed<Equating> =>
  disclose(decideEquating(linked));
