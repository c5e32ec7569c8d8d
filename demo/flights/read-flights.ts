import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { asyncBufferFromFile, parquetScan } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { type FlightTable, LATE_AFTER_MINUTES } from './flight-table';

const MINUTE_MICROSECONDS = 60_000_000;
const DAY_MINUTES = 1440;
const FIRST_MINUTE = Date.UTC(2001, 0, 1) / 60_000;

/** Path of the file with three million flights in the installed package `vega-datasets`. */
export function findFlightsFile(): string {
  const entryFile = createRequire(import.meta.url).resolve('vega-datasets');
  return join(dirname(entryFile), '..', 'data', 'flights-3m.parquet');
}

/**
 * Reads US flights of January to June 2001 (Bureau of Transportation Statistics, by way of `vega-datasets`) into columns of
 * about 10 bytes per flight.
 * Decodes one column of one row group at a time, so that the decoder's objects take memory for at most one eleventh of a
 * column. The table keeps the file's row order, on which the seeds of the sampling rely.
 * @throws if the file is missing, or a value is null or outside its column's range
 */
export async function readFlights(path: string): Promise<FlightTable> {
  const scan = await parquetScan({
    file: await asyncBufferFromFile(path),
    compressors,
    parsers: {
      timestampFromMicroseconds: (micros) => Math.floor(Number(micros) / MINUTE_MICROSECONDS) - FIRST_MINUTE,
    },
  });
  const count = Number(scan.metadata.num_rows);
  const day = new Uint8Array(count);
  const hour = new Uint8Array(count);
  const distance = new Uint16Array(count);
  const isLate = new Uint8Array(count);
  const delayMinutes = new Int16Array(count);
  const originCode = new Uint8Array(count);
  const destinationCode = new Uint8Array(count);
  const codeByAirport = new Map<string, number>();

  for (const { rowStart, rowEnd } of scan.ranges) {
    const readColumn = async (column: string): Promise<ArrayLike<unknown>> => {
      const values = await scan.readColumn({ column, rowStart, rowEnd });
      if (values.length !== rowEnd - rowStart) throw new Error(`flights: ${column} is cut short`);
      return values;
    };

    const minutes = await readColumn('date');
    for (let i = 0; i < minutes.length; i++) {
      const minute = requireInteger(minutes[i], 0, 256 * DAY_MINUTES - 1, 'date');
      day[rowStart + i] = Math.floor(minute / DAY_MINUTES);
      hour[rowStart + i] = Math.floor((minute % DAY_MINUTES) / 60);
    }
    const delays = await readColumn('delay');
    for (let i = 0; i < delays.length; i++) {
      const delay = requireInteger(delays[i], -DAY_MINUTES * 7, DAY_MINUTES * 7, 'delay');
      delayMinutes[rowStart + i] = delay;
      isLate[rowStart + i] = delay > LATE_AFTER_MINUTES ? 1 : 0;
    }
    const distances = await readColumn('distance');
    for (let i = 0; i < distances.length; i++) {
      distance[rowStart + i] = requireInteger(distances[i], 0, 65_535, 'distance');
    }
    const origins = await readColumn('origin');
    for (let i = 0; i < origins.length; i++)
      originCode[rowStart + i] = codeAirport(codeByAirport, origins[i]);
    const destinations = await readColumn('destination');
    for (let i = 0; i < destinations.length; i++)
      destinationCode[rowStart + i] = codeAirport(codeByAirport, destinations[i]);
  }

  const airports = [...codeByAirport.keys()].sort();
  const indexByCode = new Uint8Array(airports.length);
  airports.forEach((airport, index) => {
    indexByCode[codeByAirport.get(airport)!] = index;
  });
  const origin = originCode.map((code) => indexByCode[code]!);
  const destination = destinationCode.map((code) => indexByCode[code]!);
  return { day, hour, distance, origin, destination, airports, isLate, delayMinutes };
}

/** The code of an airport: airports are numbered in the order in which they first occur. */
function codeAirport(codeByAirport: Map<string, number>, airport: unknown): number {
  if (typeof airport !== 'string') throw new Error(`flights: an airport is ${typeof airport}`);
  const known = codeByAirport.get(airport);
  if (known !== undefined) return known;
  if (codeByAirport.size === 256) throw new Error('flights: more than 256 airports');
  codeByAirport.set(airport, codeByAirport.size);
  return codeByAirport.size - 1;
}

function requireInteger(value: unknown, least: number, most: number, column: string): number {
  const number = typeof value === 'bigint' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < least || number > most) {
    throw new Error(`flights: ${column} has the value ${String(value)}`);
  }
  return number;
}
