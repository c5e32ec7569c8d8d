import type { JsonObject } from '../../../files/canonical-json';
import { hashText } from '../hash-text';

/** Columns to add to an item. `place` is the index of the item's label among the classes, 0 for labels without classes. */
type Columns = (item: { label: string; place: number; row: number; classCount: number }) => JsonObject;

/** A way in which the person who prepares a test set could leave the label in its inputs. */
export type MadeUpLeak = {
  readonly name: string;
  readonly of: 'classes' | 'numbers' | 'texts';
  readonly outcome: 'block' | 'warn';
  readonly columns: Columns;
};

const filler = (row: number): string => `mail ${row} of ${1 + (row % 7)} in the thread`;

const codes = ['kilo', 'lima', 'mike', 'oscar', 'papa', 'quebec', 'romeo', 'sierra', 'tango', 'zulu'];

/** Pseudo-random numbers from 0 to 1 that don't depend on the label. */
const noise = (row: number, name = ''): number => hashText(`${name} ${row}`)[0] / 2 ** 32;

const hash = (text: string): string => hashText(text)[0].toString(16);

const list = (
  of: MadeUpLeak['of'],
  outcome: MadeUpLeak['outcome'],
  columnsOf: Readonly<Record<string, Columns>>,
): MadeUpLeak[] => Object.entries(columnsOf).map(([name, columns]) => ({ name, of, outcome, columns }));

export const madeUpLeaks: readonly MadeUpLeak[] = [
  ...list('classes', 'block', {
    'a copy': ({ label }) => ({ leak: label }),
    'the classes swapped': ({ place, classCount }) => ({ leak: (place + 1) % classCount }),
    'a hash': ({ label }) => ({ leak: hash(label) }),
    'other words for the classes': ({ place }) => ({ leak: codes[place]! }),
    'the class’s name in a text': ({ label, row }) => ({ leak: `${filler(row)}; result: ${label}.` }),
    'a code word in a text': ({ place, row }) => ({ leak: `${filler(row)}, ${codes[place]}${row}` }),
    'a copy with one blank cell in twenty': ({ label, row }) => ({ leak: row % 20 === 7 ? null : label }),
    'a copy in capitals and small letters': ({ label, row }) => ({
      leak: row % 2 ? label.toUpperCase() : ` ${label} `,
    }),
    'a copy within an object': ({ label, row }) => ({ meta: { row, leak: [row % 5, label] } }),
  }),
  ...list('classes', 'warn', {
    'a copy in a third of the items, blank in the others': ({ label, row }) => ({
      leak: row % 3 ? null : label,
    }),
    'a one-hot column for all classes but the first two': ({ place, row, classCount }) =>
      classCount === 2
        ? { leak: place === 1 ? 'x' : hash(`other ${row % 50}`) }
        : Object.fromEntries(codes.slice(2, classCount).map((code, k) => [code, Number(place === k + 2)])),
    'numbers in a range for each class': ({ place, row }) => ({ leak: 10 * place + 9 * noise(row) }),
    'the last digit of a number': ({ place, row }) => ({
      leak: 10 * Math.floor(1_000 * noise(row)) + place,
    }),
    'the length of a text': ({ place, row }) => ({
      leak: `${hash(`${row}`)}${hash(`${-row}`)}000000000000`.slice(0, place + 5),
    }),
    'two columns whose sum is the class': ({ place, row, classCount }) => {
      const key = Math.floor(classCount * noise(row));
      return { key, leak: (place + key) % classCount };
    },
    'a code that changes with the month': ({ place, row, classCount }) => ({
      month: 1 + (row % 4),
      leak: codes[(place + (row % 4)) % classCount]!,
    }),
    'a hash of class and month': ({ label, row }) => ({ leak: hash(`${label} ${row % 4}`) }),
    'two times, the later of which depends on the class': ({ place, row, classCount }) => {
      const planned = Math.floor(1_000 * noise(row));
      const isLate = 2 * place >= classCount;
      // With more than two classes, the comparison reveals only the half of the classes to which the label belongs, and the
      // last digit reveals which one.
      const late = Math.floor(1 + 40 * noise(row, 'late')) * (isLate ? 1 : -1);
      return { planned, actual: planned + late, ...(classCount > 2 && { gate: 10 * (row % 50) + place }) };
    },
    'a copy with 3 % errors': ({ label, row }) => ({ leak: noise(row) < 0.033 ? codes[0]! : label }),
  }),
  ...list('numbers', 'block', {
    'a copy': ({ label }) => ({ leak: label }),
    'the negated number': ({ label }) => ({ leak: -Number(label) }),
    'the number in another unit': ({ label }) => ({ leak: Number(label) * 0.45359237 + 32 }),
    'its exponential': ({ label }) => ({ leak: Math.exp(Number(label) / 1e3) }),
    'a copy with one blank cell in twenty': ({ label, row }) => ({ leak: row % 20 === 7 ? null : label }),
    'the number in a text': ({ label, row }) => ({ leak: `case ${row}: total of ${label} units` }),
  }),
  ...list('numbers', 'warn', {
    'the number at any place of a text': ({ label, row }) => ({
      leak: row % 2 ? `case ${row}: ${label}` : `${label} in case ${row}`,
    }),
    'a copy in a third of the items, blank in the others': ({ label, row }) => ({
      leak: row % 3 ? null : label,
    }),
    'two columns whose difference is the number': ({ label, row }) => {
      const start = 5_000 * noise(row);
      return { start, end: start + Number(label) };
    },
    'two columns whose product is the number': ({ label, row }) => {
      const count = 1 + Math.floor(30 * noise(row));
      return { count, price: Number(label) / count };
    },
    'the number with an offset of its month': ({ label, row }) => ({
      month: row % 12,
      leak: Number(label) + 1_000 * (row % 12),
    }),
    'the number with a little noise': ({ label, row }) => ({
      leak: Number(label) * (0.97 + 0.06 * noise(row)),
    }),
  }),
  ...list('texts', 'block', {
    'a copy': ({ label }) => ({ leak: label.toUpperCase() }),
  }),
  ...list('texts', 'warn', {
    'a text that quotes its label': ({ label, row }) => ({ story: `${filler(row)} ${label}, late` }),
  }),
];
