import { isDatabaseFault } from '@/adapters/is-database-fault';
import { requestFaults } from '@/server/outage/request-faults';

/** Next calls it with what a page, a handler or an action threw; the web process then knows why the answer is a 500. */
export function onRequestError(error: unknown): void {
  const faults = requestFaults().getStore();
  if (faults && isDatabaseFault(error)) faults.isDatabaseAway = true;
}
