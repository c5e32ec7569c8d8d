/** A text with its numbers kept together with their per cent signs, however it breaks. */
export const keepPercent = (text: string): string => text.replaceAll(' %', '\u00a0%');
