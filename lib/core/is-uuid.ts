/** Checks for a uuid as PostgreSQL writes one: other text would make a query fail rather than find nothing. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(text);
