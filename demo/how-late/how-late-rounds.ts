import { type DrawnItem, drawRound } from '../flights/draw-round';
import type { FlightInputs } from '../flights/flight-table';

export const howLateItemCount = 2_000;

const seed = 'how-late';

export const drawHowLateRound = (flights: FlightInputs, month: number): DrawnItem[] =>
  drawRound(flights, month, howLateItemCount, seed);
