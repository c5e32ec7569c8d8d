import { Counter, Registry } from 'prom-client';
import { submissionKinds } from '@/lib/core/benchmark';

const mailOutcomes = ['sent', 'failed'] as const;

const statusClasses = ['1xx', '2xx', '3xx', '4xx', '5xx'] as const;

/**
 * Prometheus counters of the web process. Each label has a closed set of values, so that the number of series
 * is bounded and none names a person, a benchmark or a submission.
 */
export function makeWebMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const metrics = {
    registry,
    accepted: new Counter({
      name: 'tidemark_submissions_accepted_total',
      help: 'Accepted submissions, repeated requests left out',
      ...{ labelNames: ['kind'] as const, registers },
    }),
    refused: new Counter({
      name: 'tidemark_refusals_total',
      help: 'Responses with a problem document, by its code',
      ...{ labelNames: ['code'] as const, registers },
    }),
    mails: new Counter({
      name: 'tidemark_mails_total',
      help: 'Mails of all kinds, by their outcome at the mail server',
      ...{ labelNames: ['outcome'] as const, registers },
    }),
    responses: new Counter({
      name: 'tidemark_http_responses_total',
      help: 'Complete responses, by the class of their status',
      ...{ labelNames: ['class'] as const, registers },
    }),
  };
  // Begins each counter at 0: Prometheus' `increase` misses the first event of a counter that begins with it.
  for (const kind of submissionKinds) metrics.accepted.inc({ kind }, 0);
  for (const outcome of mailOutcomes) metrics.mails.inc({ outcome }, 0);
  for (const of of statusClasses) metrics.responses.inc({ class: of }, 0);
  return metrics;
}

export type WebMetrics = ReturnType<typeof makeWebMetrics>;
