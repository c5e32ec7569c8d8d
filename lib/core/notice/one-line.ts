// Line breaks could add a header or a paragraph to a mail; bidi controls reorder the words around them.
const forbidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Somebody else's words as part of a line of ours. */
export const oneLine = (text: string): string => text.replace(forbidden, ' ').replace(/ {2,}/g, ' ').trim();
