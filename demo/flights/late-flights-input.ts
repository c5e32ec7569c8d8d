import type { ModelFeature, ModelInput } from '@/lib/core/onnx/model-summary';
import type { FlightInputs } from './flight-table';

/** Model inputs of a flight of "Late flights 2001". Its test sets also have the date, which is no number. */
export function composeLateFlightsInput({ airports }: Pick<FlightInputs, 'airports'>): ModelInput {
  const features: readonly ModelFeature[] = [
    { name: 'hour', type: 'number' },
    { name: 'distance', type: 'number' },
    { name: 'origin', type: 'category', categories: airports },
    { name: 'destination', type: 'category', categories: airports },
  ];
  return { kind: 'one-tensor', shape: [features.length], features };
}

export const describeLateFlight = (flights: FlightInputs, row: number) => ({
  hour: flights.hour[row]!,
  distance: flights.distance[row]!,
  origin: flights.airports[flights.origin[row]!]!,
  destination: flights.airports[flights.destination[row]!]!,
});
