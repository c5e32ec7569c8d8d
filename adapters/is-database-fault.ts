import { hasCause } from './has-cause';

/** Classes of SQLSTATE with which a server says that it can't answer now: connection, resources, shutdown, its machine. */
const awayClasses = ['08', '53', '57', '58'];
/** A lock that wasn't had within the time for it. */
const lockTimeout = '55P03';
/** What the driver and the network say where no server answers. */
const unreachable = [
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
];

/** Whether an error, or what caused it, is the database's being away or too slow, and no fault of the statement. */
export const isDatabaseFault = (error: unknown): boolean => hasCause(error, tellsAway);

const tellsAway = (code: string): boolean =>
  unreachable.includes(code) ||
  code === lockTimeout ||
  (/^[0-9A-Z]{5}$/.test(code) && awayClasses.includes(code.slice(0, 2)));
