import { normalizeName } from './cell-text';
import type { FileProblem } from './file-problem';
import { createTextFinder, packTexts, type TextFinder } from './packed-texts';
import type { FilePosition } from './row-reader';

const namedMax = 10;

/** The index of each class name in the benchmark's list. Names are compared in NFC, and otherwise exactly. */
export type ClassIndex = {
  readonly names: readonly string[];
  find(name: string): number | undefined;
  /** The index of the name with exactly these bytes in NFC, `bytes[from] … bytes[to − 1]` in UTF-8; −1 if there is none. */
  readonly findBytes: TextFinder;
};

/** Throws when two classes have the same name. */
export function createClassIndex(classes: readonly string[]): ClassIndex {
  const names = classes.map((name) => name.normalize('NFC'));
  const indices = new Map(names.map((name, index) => [name, index]));
  if (indices.size !== names.length) throw new Error('two classes have the same name');
  return {
    names,
    find: (name) => indices.get(name) ?? indices.get(normalizeName(name)),
    findBytes: createTextFinder(packTexts(names)),
  };
}

/** The problem for a cell that names no class. `subject` is the first words of the detail; it must quote no secret. */
export function describeWrongClass(classes: ClassIndex, subject: string, at: FilePosition): FileProblem {
  const shown = classes.names.slice(0, namedMax).map((name) => JSON.stringify(name));
  const rest = classes.names.length - shown.length;
  return {
    ...at,
    code: 'wrong_class',
    detail: `${subject} is not a class of this benchmark`,
    hint: `The classes are ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}, written exactly so.`,
  };
}
