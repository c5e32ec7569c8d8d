import { cleanName, nameLengthMax } from './clean-name';
import { skeletonOf } from './skeleton-of';

type Named = { readonly id: string; readonly name: string };
export type NamedApart = Named & { readonly skeleton: string };

/**
 * Names from before names had to differ: whoever comes first keeps a name, and others that look like it get a number, the smallest
 * from 2 on with which they look like none. What a name can't have is left out.
 * @param before in the order in which they came
 * @param nameless called for one of whose name nothing is left
 * @param skeletonsTaken by names that stay as they are
 * @returns those that get a number first: saved in this order, no name is ever twice
 */
export function nameApart(
  before: readonly Named[],
  nameless: (id: string) => string,
  skeletonsTaken: Iterable<string> = [],
): NamedApart[] {
  const cleaned = before.map(({ id, name }) => withSkeleton(id, cleanName(name) ?? nameless(id)));
  const taken = new Set<string>(skeletonsTaken);
  const keepers = cleaned.filter(({ skeleton }) => !taken.has(skeleton) && taken.add(skeleton));
  const kept = new Set(keepers);
  const numbers = new Map<string, number>();
  const numbered = cleaned
    .filter((one) => !kept.has(one))
    .map(({ id, name, skeleton }) => {
      for (let number = numbers.get(skeleton) ?? 2; ; number++) {
        const tail = ` ${number}`;
        const other = withSkeleton(id, `${[...name].slice(0, nameLengthMax - tail.length).join('')}${tail}`);
        if (taken.has(other.skeleton)) continue;
        taken.add(other.skeleton);
        numbers.set(skeleton, number + 1);
        return other;
      }
    });
  return [...numbered, ...keepers];
}

const withSkeleton = (id: string, name: string): NamedApart => ({ id, name, skeleton: skeletonOf(name) });
