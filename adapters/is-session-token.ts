/** Whether a cookie's value can be a session at all: printable ASCII, at most 255. The database can't even read a NUL. */
export const isSessionToken = (text: string): boolean => /^[\x21-\x7e]{1,255}$/.test(text);
