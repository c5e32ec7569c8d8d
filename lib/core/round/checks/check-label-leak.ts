import type { Task } from '../../benchmark';
import { isJsonObject, type JsonValue, parseJson } from '../../files/json-value';
import { listReferences } from '../../metrics/text/text-label';
import type { Check } from './check';

/**
 * Columns that fix the label by themselves, by name; the input itself is called `input` where it isn't an object. A `mapping` has
 * one value for each class, or puts numbers in the order of the labels; `ranges` are numbers of separate ranges for each class.
 */
export type LabelLeaks = readonly { readonly name: string; readonly by: 'mapping' | 'ranges' }[];

export type LabelLeakDetector = {
  add(item: { readonly inputJson: string; readonly label: string }): void;
  /** To be called once, after the last item. */
  finish(): LabelLeaks;
};

/** A column that has nothing to do with the label fixes it by chance at most this often. */
const chanceMax = 1e-9;
/** Numbers and texts are compared in the first items only: an honest column differs within a few of them. */
const comparedItemsMax = 2_000;
const namedMax = 10;

/**
 * Blocks a test set of which an input column alone fixes the label, by equality or by any one-to-one or monotone mapping
 * (a copy, negated, scaled, hashed, as words): the inputs are published at the opening, and models are run on them. Separate
 * ranges only warn, since an honest measurement may separate classes too.
 */
export function checkLabelLeak(leaks: LabelLeaks): Check {
  const mapped = leaks.filter(({ by }) => by === 'mapping');
  const numbers = {
    leaking_column_count: mapped.length,
    separating_column_count: leaks.length - mapped.length,
  };
  if (mapped.length > 0)
    return {
      name: 'label_leak',
      outcome: 'block',
      detail: `The label follows exactly from ${nameColumns(mapped)}.`,
      numbers,
    };
  if (leaks.length > 0)
    return {
      name: 'label_leak',
      outcome: 'warn',
      detail: `Each class has a range of its own in ${nameColumns(leaks)}.`,
      numbers,
    };
  return { name: 'label_leak', outcome: 'pass', detail: 'No input column alone fixes the label.', numbers };
}

function nameColumns(columns: LabelLeaks): string {
  const names = columns.slice(0, namedMax).map(({ name }) => JSON.stringify(name));
  const rest = columns.length > names.length ? ` and ${columns.length - names.length} more` : '';
  return `${columns.length === 1 ? 'the input column' : 'each of the input columns'} ${names.join(', ')}${rest}`;
}

/**
 * Looks for input columns that fix the label while a test set is read. A column is forgotten at its first contradiction, so an
 * honest test set costs the parsing of its first items. Memory: a number or two for each candidate column and class, and
 * 2,000 cells a column for numbers and texts.
 */
export function createLabelLeakDetector(task: Task): LabelLeakDetector {
  const labelCounts = new Map<string, number>();
  let candidates: Map<string, Candidate> | null = null;
  let itemCount = 0;
  return {
    add({ inputJson, label }) {
      itemCount++;
      if (task !== 'text' && (task !== 'regression' || itemCount <= comparedItemsMax))
        labelCounts.set(label, (labelCounts.get(label) ?? 0) + 1);
      if (candidates?.size === 0 || (!isOfClasses(task) && itemCount > comparedItemsMax)) return;
      const cells = readCells(parseJson(inputJson));
      candidates ??= new Map([...cells.keys()].map((name) => [name, createCandidate(task)]));
      for (const [name, candidate] of candidates)
        if (!candidate.accepts(cells.get(name), label)) candidates.delete(name);
    },
    finish() {
      const comparedCount = isOfClasses(task) ? itemCount : Math.min(itemCount, comparedItemsMax);
      const logChance =
        task === 'text' ? -comparedCount : logChanceOfArrangement([...labelCounts.values()], task);
      if (logChance > Math.log(chanceMax)) return [];
      return [...(candidates ?? [])].flatMap(([name, candidate]) => {
        const by = candidate.decideLeak();
        return by === null ? [] : [{ name, by }];
      });
    },
  };
}

const isOfClasses = (task: Task): boolean => task === 'binary' || task === 'multiclass';

/**
 * How likely labels in a random order come sorted, equal ones side by side, as a natural logarithm: k Π nᵢ! / n!, where k orders
 * of the distinct labels count. A one-to-one mapping of m classes has m!, a monotone one 2.
 */
function logChanceOfArrangement(counts: readonly number[], task: Task): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const orders = isOfClasses(task) ? logFactorial(counts.length) : Math.LN2;
  return orders + counts.reduce((sum, count) => sum + logFactorial(count), 0) - logFactorial(total);
}

function logFactorial(n: number): number {
  let sum = 0;
  for (let i = 2; i <= n; i++) sum += Math.log(i);
  return sum;
}

/** Names and scalar cells of an input: the members of an object, or the whole input. */
function readCells(input: JsonValue): Map<string, JsonValue> {
  const members: [string, JsonValue][] = isJsonObject(input) ? Object.entries(input) : [['input', input]];
  return new Map(members.filter(([, cell]) => cell === null || typeof cell !== 'object'));
}

type Candidate = {
  /** False once the column can't fix the label any more. */
  accepts(cell: JsonValue | undefined, label: string): boolean;
  /** The verdict on a column that no item contradicted. */
  decideLeak(): LabelLeaks[number]['by'] | null;
};

function createCandidate(task: Task): Candidate {
  if (task === 'text') return createEqualText();
  return task === 'regression' ? createMonotoneNumber() : createClassMapping();
}

/** One value for each class, or ranges of numbers that don't overlap. */
function createClassMapping(): Candidate {
  const labelOf = new Map<string, string>();
  const cellOf = new Map<string, string>();
  const rangeOf = new Map<string, { low: number; high: number }>();
  let isOneToOne = true;
  let isNumeric = true;
  return {
    accepts(cell, label) {
      const value = String(cell);
      if (isOneToOne) {
        isOneToOne = (labelOf.get(value) ?? label) === label && (cellOf.get(label) ?? value) === value;
        labelOf.set(value, label);
        cellOf.set(label, value);
      }
      const number = readNumber(cell);
      isNumeric &&= number !== null;
      if (number !== null && isNumeric) {
        const range = rangeOf.get(label);
        if (!range || number < range.low || number > range.high) {
          rangeOf.set(label, {
            low: Math.min(number, range?.low ?? number),
            high: Math.max(number, range?.high ?? number),
          });
          isNumeric = areApart([...rangeOf.values()]);
        }
      }
      return isOneToOne || isNumeric;
    },
    decideLeak: () => (isOneToOne ? 'mapping' : 'ranges'),
  };
}

function areApart(ranges: readonly { low: number; high: number }[]): boolean {
  const sorted = [...ranges].sort((a, b) => a.low - b.low);
  return sorted.every(({ low }, i) => i === 0 || low > sorted[i - 1]!.high);
}

/** Numbers that put the items in the order of their labels, or in the opposite one; equal numbers have equal labels. */
function createMonotoneNumber(): Candidate {
  const pairs: { cell: number; label: number }[] = [];
  return {
    accepts(cell, label) {
      const number = readNumber(cell);
      if (number === null) return false;
      pairs.push({ cell: number, label: Number(label) });
      return true;
    },
    decideLeak() {
      pairs.sort((a, b) => a.cell - b.cell);
      const steps = pairs.slice(1).map(({ cell, label }, i) => ({
        cell: Math.sign(cell - pairs[i]!.cell),
        label: Math.sign(label - pairs[i]!.label),
      }));
      const isMonotone = [1, -1].some((direction) =>
        steps.every(({ cell, label }) => (cell === 0 ? label === 0 : direction * label >= 0)),
      );
      return isMonotone ? 'mapping' : null;
    },
  };
}

/** A text that is the label, or one of its references, whatever its case and its spaces. */
function createEqualText(): Candidate {
  return {
    accepts: (cell, label) =>
      typeof cell === 'string' && listReferences(label).some((text) => normalise(text) === normalise(cell)),
    decideLeak: () => 'mapping',
  };
}

const normalise = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

/** A number of JSON, or the text of one as a CSV cell has it. */
function readNumber(cell: JsonValue | undefined): number | null {
  if (typeof cell === 'boolean') return Number(cell);
  if (typeof cell !== 'number' && (typeof cell !== 'string' || cell.trim() === '')) return null;
  const number = Number(cell);
  return Number.isFinite(number) ? number : null;
}
