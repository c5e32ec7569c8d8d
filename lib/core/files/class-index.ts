import { normalizeName } from './cell-text';
import type { FileProblem } from './file-problem';
import { createTextFinder, packTexts, type TextFinder } from './packed-texts';
import type { FilePosition } from './row-reader';

const namedMax = 10;

/** Finds the index of a class by its name in the benchmark's list. Names must be equal in NFC. */
export type ClassIndex = {
  readonly names: readonly string[];
  find(name: string): number | undefined;
  /**
   * Finds the index of the class whose name in NFC is exactly these UTF-8 bytes, `bytes[from] … bytes[to − 1]`; −1 if there
   * is none.
   */
  readonly findBytes: TextFinder;
};

/** Makes the index from class names. Throws when two classes have the same name. */
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

/** Describes the problem of a cell that names no class. `subject` begins the sentence, and must quote no secret. */
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
