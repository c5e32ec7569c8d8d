import { decideEquating, type Equating, type FormerEquating, renewEquating } from '../equating/equating';
import { disclose } from './disclose';
import type { Disclosed } from './disclosed';

/** How a round's scores read on the base round's scale, made of nothing but published scores. */
export const composeEquating = (linked: Parameters<typeof decideEquating>[0]): Disclosed<Equating> =>
  disclose(decideEquating(linked));

/** One as it was stored, by the rules of today: of before marks were set aside too, which lack what they lie off by. */
export const readEquating = (stored: Disclosed<Equating | FormerEquating>): Disclosed<Equating> =>
  disclose(isOfToday(stored) ? stored : renewEquating(stored));

const isOfToday = (stored: Equating | FormerEquating): stored is Equating =>
  stored.marks.every((mark) => 'isSetAside' in mark);
