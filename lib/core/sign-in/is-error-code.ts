/**
 * Whether next-auth can carry it on in a redirect: what it and OAuth name errors by (RFC 6749, 4.1.2.1) is a word. A control or a
 * letter beyond Latin-1 is no value of a header, and ends in a 500.
 */
export const isErrorCode = (code: string): boolean => /^\w{0,64}$/.test(code);
