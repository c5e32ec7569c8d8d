import { decideEquating, type Equating } from '../equating/equating';
import { disclose } from './disclose';
import type { Disclosed } from './disclosed';

/** How a round's scores read on the base round's scale, made of nothing but published scores. */
export const composeEquating = (linked: Parameters<typeof decideEquating>[0]): Disclosed<Equating> =>
  disclose(decideEquating(linked));
