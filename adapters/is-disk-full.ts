import { hasCause } from './has-cause';

/** The system's word for it, for a quota that is used up, and PostgreSQL's (disk_full). */
const codes = ['ENOSPC', 'EDQUOT', '53100'];

/** Whether an error, or what caused it, is that a disk is full. */
export const isDiskFull = (error: unknown): boolean => hasCause(error, (code) => codes.includes(code));
