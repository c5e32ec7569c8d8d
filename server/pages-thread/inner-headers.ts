/** All that the two threads tell each other of a request begins so; nobody else may send it, and nobody is sent it. */
const ours = 'x-tidemark-';

/** What the pages' thread tells of an answer, in its head or, where it has become known later, behind its body. */
export const toldHeaders = {
  /** `yes` where every benchmark that the answer is about is listed, `no` where one isn't. */
  isListed: `${ours}listed`,
  /** There where the database is why the answer is a 500. */
  isDatabaseAway: `${ours}database-away`,
} as const;

/** Of one connection, not of what is sent over it (RFC 9110 § 7.6.1); each of the two has its own. */
const ofTheConnection = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'te', 'trailer', 'upgrade'],
  // Whoever waits to be told to go on has been told so by the server that they called.
  'expect',
]);

/** What of a request or an answer goes over to the other connection. */
export const headersToPass = (headers: NodeJS.Dict<string | string[]>): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || ofTheConnection.has(name) || name.startsWith(ours) ? [] : [[name, value]],
    ),
  );
