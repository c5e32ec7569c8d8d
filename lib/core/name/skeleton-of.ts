import { confusables } from './confusables';

/** Character by character that isn't its own: what it looks like. */
const prototypes: ReadonlyMap<string, string> = new Map(
  confusables
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [prototype = '', sources = ''] = line.split(':').map(parseCodes);
      return [...sources].map((source): [string, string] => [source, prototype]);
    }),
);

function parseCodes(hexadecimal: string): string {
  return String.fromCodePoint(...hexadecimal.split(' ').map((code) => Number.parseInt(code, 16)));
}

/**
 * What a name looks like: two names with the same skeleton can't be told apart. The skeleton of UTS #39 (section 4), which leaves
 * capitals as they are, of its own lower case, since `Owls` and `owls` are one name to readers.
 */
export const skeletonOf = (name: string): string => takeSkeleton(takeSkeleton(name).toLowerCase());

const takeSkeleton = (text: string): string =>
  [...text.normalize('NFD').replace(/\p{Default_Ignorable_Code_Point}/gu, '')]
    .map((character) => prototypes.get(character) ?? character)
    .join('')
    .normalize('NFD');
