const shownMax = 40;

/** A value of the participant's own file for a message: quoted as JSON, cut after 40 characters. */
export function quoteValue(value: string): string {
  const characters = Array.from(value.slice(0, 2 * shownMax + 2));
  const isCut = characters.length > shownMax;
  return JSON.stringify(isCut ? `${characters.slice(0, shownMax).join('')}…` : value);
}
