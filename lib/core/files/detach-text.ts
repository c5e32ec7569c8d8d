/**
 * A copy of a text, detached from the one it was cut from: an engine may keep a slice as a view, so that a million short ids keep
 * whole files alive. Whoever holds on to cells takes this.
 */
export const detachText = (text: string): string => ` ${text}`.slice(1);
