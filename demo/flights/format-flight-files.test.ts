import { expect, it } from 'vitest';
import { formatLabelledFlights, formatProbabilities, formatSlicedFlights } from './format-flight-files';

it('the file of labelled flights has id, date, hour, distance, airports and label of each flight', () => {
  const one = {
    day: Uint8Array.of(31),
    hour: Uint8Array.of(7),
    distance: Uint16Array.of(1_065),
    origin: Uint8Array.of(1),
    destination: Uint8Array.of(0),
    airports: ['EWR', 'FLL'],
    isLate: Uint8Array.of(1),
    delayMinutes: Int16Array.of(20),
  };
  expect(formatLabelledFlights(one, [{ id: 'f_1', row: 0 }])).toBe(
    'id,date,hour,distance,origin,destination,label\nf_1,2001-02-01,7,1065,FLL,EWR,late\n',
  );
  expect(formatSlicedFlights(one, [{ id: 'f_1', row: 0 }])).toBe(
    'id,date,hour,distance,origin,destination,label,slice_day_part,slice_distance\nf_1,2001-02-01,7,1065,FLL,EWR,late,5–9 h (morning),1000 miles and more\n',
  );
});

it('the file of probabilities has six decimals that add up to exactly 1 in each row', () => {
  const late = ['0.000001', '0.250000', '0.999999'];
  const items = ['f_1', 'f_2', 'f_3'].map((id, row) => ({ id, row }));
  expect(formatProbabilities(items, late)).toBe(
    'id,p_on_time,p_late\nf_1,0.999999,0.000001\nf_2,0.750000,0.250000\nf_3,0.000001,0.999999\n',
  );
});
