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
const causesMax = 8;

/** Whether an error, or what caused it, is the database's being away or too slow, and no fault of the statement. */
export function isDatabaseFault(error: unknown): boolean {
  let one = error;
  for (let depth = 0; depth < causesMax && one instanceof Error; depth++, one = one.cause)
    if ('code' in one && typeof one.code === 'string' && tellsAway(one.code)) return true;
  return false;
}

const tellsAway = (code: string): boolean =>
  unreachable.includes(code) ||
  code === lockTimeout ||
  (/^[0-9A-Z]{5}$/.test(code) && awayClasses.includes(code.slice(0, 2)));
