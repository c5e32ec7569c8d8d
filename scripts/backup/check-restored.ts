import { inArray } from 'drizzle-orm';
import type { ObjectStore } from '@/adapters/object-store/object-store';
import { connect, type Database } from '@/db/client';
import { rounds } from '@/db/schema/rounds';
import { submissions } from '@/db/schema/submissions';
import { describeAuditFinding } from '@/lib/core/audit/audit-chain';
import { verifyAudit } from '@/services/publication/verify-audit';
import { findFault, listNamedObjects } from './named-objects';

type Findings = {
  /** Descriptions of the data that were compared. */
  readonly facts: readonly string[];
  /** Descriptions of data that can't be decrypted without the former keys. */
  readonly unopened: readonly string[];
  /** Descriptions of acknowledged data that are missing. */
  readonly faults: readonly string[];
};

/**
 * Compares a restored database with the restored objects, and recomputes the audit log's hash chain. @param
 * damaged objects whose bytes differ from the backup's manifest
 */
export async function checkRestored(
  ownerUrl: string,
  objects: ObjectStore,
  damaged: readonly string[],
): Promise<Findings> {
  const client = connect(ownerUrl, { max: 4, applicationName: 'tidemark-restore' });
  try {
    const { db } = client;
    const named = await listNamedObjects(db);
    const damages = new Map(damaged.map((text) => [text.replace(/ \([a-z ]+\)$/, ''), text]));
    const faults: string[] = [];
    for (const one of named) {
      const fault = damages.get(one.key) ?? (await findFault(objects, one));
      if (fault) faults.push(`${one.what}: ${fault}`);
    }
    const others = [...damages].filter(([key]) => !named.some((one) => one.key === key));
    faults.push(...others.map(([, text]) => text));

    const audit = await verifyAudit(db);
    // Events of the last moments may lack a link: the scorer links them when it starts.
    const unlinked = audit.findings.filter(({ kind }) => kind === 'event_unlinked');
    const broken = audit.findings.filter(({ kind }) => kind !== 'event_unlinked');
    faults.push(...broken.map(describeAuditFinding));
    const count = await db.$count(submissions);
    return {
      facts: [
        `${count} submissions, ${named.length} objects that the database names, ${audit.count} linked audit events.`,
        ...(unlinked.length > 0
          ? [`${unlinked.length} audit events wait for the scorer: verify-audit after its start.`]
          : []),
      ],
      unopened: await describeUnopened(db),
      faults,
    };
  } finally {
    await client.close();
  }
}

async function describeUnopened(db: Database): Promise<string[]> {
  const hidden = await db.$count(
    rounds,
    inArray(rounds.state, ['draft', 'sealed', 'open', 'closed', 'frozen']),
  );
  return [
    `Without the former keys the test sets of ${hidden} unrevealed rounds and all models that were sent can’t be opened: those rounds can’t be scored or revealed. Everybody has to sign in again.`,
  ];
}
