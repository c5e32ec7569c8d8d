/** Raised whenever a metric's code may give another number; it is part of an evaluation's name. */
export const scorerVersion = '4';
