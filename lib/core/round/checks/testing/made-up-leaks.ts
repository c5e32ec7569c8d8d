import type { JsonObject } from '../../../files/canonical-json';
import { hashText } from '../hash-text';

/** A way in which the person who prepares a test set could leave the label in its inputs. */
export type MadeUpLeak = {
  readonly name: string;
  readonly of: 'classes' | 'numbers' | 'texts';
  readonly outcome: 'block' | 'warn';
  /** Columns to add to an item. `place` is the index of the item's label among the classes, 0 for labels without classes. */
  columns(item: { label: string; place: number; row: number; classCount: number }): JsonObject;
};

const filler = (row: number): string => `mail ${row} of ${1 + (row % 7)} in the thread`;

const codes = ['kilo', 'lima', 'mike', 'oscar', 'papa', 'quebec', 'romeo', 'sierra', 'tango', 'zulu'];

/** Pseudo-random numbers from 0 to 1 that don't depend on the label. */
const noise = (row: number, name = ''): number => hashText(`${name} ${row}`)[0] / 2 ** 32;

const hash = (text: string): string => hashText(text)[0].toString(16);

export const madeUpLeaks: readonly MadeUpLeak[] = [
  { name: 'a copy', of: 'classes', outcome: 'block', columns: ({ label }) => ({ leak: label }) },
  {
    name: 'the classes swapped',
    of: 'classes',
    outcome: 'block',
    columns: ({ place, classCount }) => ({ leak: (place + 1) % classCount }),
  },
  { name: 'a hash', of: 'classes', outcome: 'block', columns: ({ label }) => ({ leak: hash(label) }) },
  {
    name: 'other words for the classes',
    of: 'classes',
    outcome: 'block',
    columns: ({ place }) => ({ leak: codes[place]! }),
  },
  {
    name: 'the class’s name in a text',
    of: 'classes',
    outcome: 'block',
    columns: ({ label, row }) => ({ leak: `${filler(row)}; result: ${label}.` }),
  },
  {
    name: 'a code word in a text',
    of: 'classes',
    outcome: 'block',
    columns: ({ place, row }) => ({ leak: `${filler(row)}, ${codes[place]}${row}` }),
  },
  {
    name: 'a copy with one blank cell in twenty',
    of: 'classes',
    outcome: 'block',
    columns: ({ label, row }) => ({ leak: row % 20 === 7 ? null : label }),
  },
  {
    name: 'a copy in capitals and small letters',
    of: 'classes',
    outcome: 'block',
    columns: ({ label, row }) => ({ leak: row % 2 ? label.toUpperCase() : ` ${label} ` }),
  },
  {
    name: 'a copy within an object',
    of: 'classes',
    outcome: 'block',
    columns: ({ label, row }) => ({ meta: { row, leak: [row % 5, label] } }),
  },
  {
    name: 'a copy in a third of the items, blank in the others',
    of: 'classes',
    outcome: 'warn',
    columns: ({ label, row }) => ({ leak: row % 3 ? null : label }),
  },
  {
    name: 'a one-hot column for all classes but the first two',
    of: 'classes',
    outcome: 'warn',
    columns: ({ place, row, classCount }) =>
      classCount === 2
        ? { leak: place === 1 ? 'x' : hash(`other ${row % 50}`) }
        : Object.fromEntries(codes.slice(2, classCount).map((code, k) => [code, Number(place === k + 2)])),
  },
  {
    name: 'numbers in a range for each class',
    of: 'classes',
    outcome: 'warn',
    columns: ({ place, row }) => ({ leak: 10 * place + 9 * noise(row) }),
  },
  {
    name: 'the last digit of a number',
    of: 'classes',
    outcome: 'warn',
    columns: ({ place, row }) => ({ leak: 10 * Math.floor(1_000 * noise(row)) + place }),
  },
  {
    name: 'the length of a text',
    of: 'classes',
    outcome: 'warn',
    columns: ({ place, row }) => ({
      leak: `${hash(`${row}`)}${hash(`${-row}`)}000000000000`.slice(0, place + 5),
    }),
  },
  {
    name: 'two columns whose sum is the class',
    of: 'classes',
    outcome: 'warn',
    columns: ({ place, row, classCount }) => {
      const key = Math.floor(classCount * noise(row));
      return { key, leak: (place + key) % classCount };
    },
  },
  {
    name: 'a code that changes with the month',
    of: 'classes',
    outcome: 'warn',
    columns: ({ place, row, classCount }) => ({
      month: 1 + (row % 4),
      leak: codes[(place + (row % 4)) % classCount]!,
    }),
  },
  {
    name: 'a hash of class and month',
    of: 'classes',
    outcome: 'warn',
    columns: ({ label, row }) => ({ leak: hash(`${label} ${row % 4}`) }),
  },
  {
    name: 'two times, the later of which depends on the class',
    of: 'classes',
    outcome: 'warn',
    columns: ({ place, row, classCount }) => {
      const planned = Math.floor(1_000 * noise(row));
      const isLate = 2 * place >= classCount;
      // With more than two classes, the comparison reveals only the half of the classes to which the label belongs, and the
      // last digit reveals which one.
      const late = Math.floor(1 + 40 * noise(row, 'late')) * (isLate ? 1 : -1);
      return { planned, actual: planned + late, ...(classCount > 2 && { gate: 10 * (row % 50) + place }) };
    },
  },
  {
    name: 'a copy with 3 % errors',
    of: 'classes',
    outcome: 'warn',
    columns: ({ label, row }) => ({ leak: noise(row) < 0.033 ? codes[0]! : label }),
  },
  { name: 'a copy', of: 'numbers', outcome: 'block', columns: ({ label }) => ({ leak: label }) },
  {
    name: 'the negated number',
    of: 'numbers',
    outcome: 'block',
    columns: ({ label }) => ({ leak: -Number(label) }),
  },
  {
    name: 'the number in another unit',
    of: 'numbers',
    outcome: 'block',
    columns: ({ label }) => ({ leak: Number(label) * 0.45359237 + 32 }),
  },
  {
    name: 'its exponential',
    of: 'numbers',
    outcome: 'block',
    columns: ({ label }) => ({ leak: Math.exp(Number(label) / 1e3) }),
  },
  {
    name: 'a copy with one blank cell in twenty',
    of: 'numbers',
    outcome: 'block',
    columns: ({ label, row }) => ({ leak: row % 20 === 7 ? null : label }),
  },
  {
    name: 'the number in a text',
    of: 'numbers',
    outcome: 'block',
    columns: ({ label, row }) => ({ leak: `case ${row}: total of ${label} units` }),
  },
  {
    name: 'the number at any place of a text',
    of: 'numbers',
    outcome: 'warn',
    columns: ({ label, row }) => ({ leak: row % 2 ? `case ${row}: ${label}` : `${label} in case ${row}` }),
  },
  {
    name: 'a copy in a third of the items, blank in the others',
    of: 'numbers',
    outcome: 'warn',
    columns: ({ label, row }) => ({ leak: row % 3 ? null : label }),
  },
  {
    name: 'two columns whose difference is the number',
    of: 'numbers',
    outcome: 'warn',
    columns: ({ label, row }) => {
      const start = 5_000 * noise(row);
      return { start, end: start + Number(label) };
    },
  },
  {
    name: 'two columns whose product is the number',
    of: 'numbers',
    outcome: 'warn',
    columns: ({ label, row }) => {
      const count = 1 + Math.floor(30 * noise(row));
      return { count, price: Number(label) / count };
    },
  },
  {
    name: 'the number with an offset of its month',
    of: 'numbers',
    outcome: 'warn',
    columns: ({ label, row }) => ({ month: row % 12, leak: Number(label) + 1_000 * (row % 12) }),
  },
  {
    name: 'the number with a little noise',
    of: 'numbers',
    outcome: 'warn',
    columns: ({ label, row }) => ({ leak: Number(label) * (0.97 + 0.06 * noise(row)) }),
  },
  { name: 'a copy', of: 'texts', outcome: 'block', columns: ({ label }) => ({ leak: label.toUpperCase() }) },
  {
    name: 'a text that quotes its label',
    of: 'texts',
    outcome: 'warn',
    columns: ({ label, row }) => ({ story: `${filler(row)} ${label}, late` }),
  },
];
