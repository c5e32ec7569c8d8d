/** Checks for a UUID in PostgreSQL's format. A query with any other text would fail instead of returning no row. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(text);
