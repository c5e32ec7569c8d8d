/**
 * The same text in memory of its own. An engine may keep a slice as a view into the text it was cut from, so that a million
 * short ids keep whole files alive; whoever holds on to cells takes this.
 */
export const ownText = (text: string): string => ` ${text}`.slice(1);
