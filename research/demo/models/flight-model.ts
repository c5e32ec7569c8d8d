import type { FlightInputs, FlightTable } from '@/demo/flights/flight-table';

/** A trained model: the probability, in [0, 1], that the flight of a row is late. It is given no delay to look at. */
export type FlightModel = (inputs: FlightInputs, row: number) => number;

/** Learns from exactly the rows given, in their order: the same rows give the same model. */
export type TrainFlightModel = (table: FlightTable, rows: Uint32Array) => FlightModel;
