import type { z } from 'zod';

/**
 * Our words for what zod finds, for fields whose schema has none of its own. Undefined leaves it to zod.
 * Given to a parse as its `error`, which a schema's own message goes before.
 */
export function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'too_small':
      return describeBound(issue.origin, Number(issue.minimum), 'at least');
    case 'too_big':
      return describeBound(issue.origin, Number(issue.maximum), 'at most');
    case 'invalid_type':
      return issue.input === undefined
        ? 'it is missing'
        : `give ${namesOfTypes[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `give one of ${issue.values.map((value) => String(value)).join(', ')}`;
    case 'unrecognized_keys':
      return `nothing here is called ${issue.keys.join(', ').slice(0, 80)}`;
    default:
      return undefined;
  }
}

const namesOfTypes: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

function describeBound(origin: string, bound: number, side: 'at least' | 'at most'): string {
  if (origin === 'string') {
    if (bound === 1 && side === 'at least') return 'it is empty';
    return `give ${side} ${bound.toLocaleString('en')} ${bound === 1 ? 'character' : 'characters'}`;
  }
  if (origin === 'array') return `give ${side} ${bound === 1 ? 'one' : bound.toLocaleString('en')}`;
  return `give ${bound.toLocaleString('en')} or ${side === 'at least' ? 'more' : 'less'}`;
}
