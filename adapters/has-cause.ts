const causesMax = 8;

/** Whether an error, or one of those that caused it, has a code that is looked for. */
export function hasCause(error: unknown, isLookedFor: (code: string) => boolean): boolean {
  let one = error;
  for (let depth = 0; depth < causesMax && one instanceof Error; depth++, one = one.cause)
    if ('code' in one && typeof one.code === 'string' && isLookedFor(one.code)) return true;
  return false;
}
