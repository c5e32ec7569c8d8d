import { Command, InvalidArgumentError, Option } from 'commander';
import { connect, type Database } from '@/db/client';
import {
  type AuditHead,
  describeAuditFinding,
  formatAuditHead,
  parseAuditHead,
} from '@/lib/core/audit/audit-chain';
import { type TokenScope, tokenScopes } from '@/lib/core/token-scope';
import { createPersonToken } from '@/services/account/tokens';
import { listBenchmarkByOperator } from '@/services/benchmark/view';
import { repairAudit, verifyAudit } from '@/services/publication/verify-audit';
import { acceptClock } from '@/services/round/clock';

type CreateTokenOptions = {
  email: string;
  name?: string;
  admin?: boolean;
  days: string;
  scope: TokenScope;
};

const program = new Command('admin').description('What an operator does without mail or OAuth.');

program
  .command('create-token')
  .description('make a user if there is none with this address, and print a new API token')
  .requiredOption('--email <address>', 'the e-mail address')
  .option('--name <name>', 'the name other people see')
  .option('--admin', 'make the user an operator')
  .option('--days <days>', 'how long the token is valid', '90')
  .addOption(
    new Option('--scope <scope>', 'what the token may do, each including the ones before')
      .choices(tokenScopes)
      .default('maintain'),
  )
  .action(async (options: CreateTokenOptions) => {
    await withDatabase('owner', async (db) => {
      const created = await createPersonToken(db, {
        email: options.email,
        name: options.name ?? null,
        isOperator: options.admin ?? false,
        days: Number(options.days),
        scope: options.scope,
      });
      if (!created.ok) {
        console.error(created.error);
        process.exitCode = 1;
      } else console.log(created.value.token);
    });
  });

program
  .command('verify-audit')
  .description('recompute the chain of the audit log and name the first row that was tampered with')
  .option('--expect <position:sha256>', 'a head that was noted earlier: it must still be there', readHead)
  .action(async (options: { expect?: AuditHead }) => {
    await withDatabase('web', async (db) => {
      const { count, head, findings } = await verifyAudit(db, options.expect);
      console.log(`${count} ${count === 1 ? 'event is' : 'events are'} linked as they were recorded`);
      if (head) console.log(`head ${formatAuditHead(head)}`);
      for (const finding of findings) console.error(describeAuditFinding(finding));
      console.log(findings.length === 0 ? 'the audit log is whole' : 'the audit log is NOT whole');
      if (findings.length > 0) process.exitCode = 1;
    });
  });

program
  .command('accept-clock')
  .description('after the clock has leapt: it is right as it is now, and rounds go on by it')
  .action(async () => {
    await withDatabase('owner', async (db) => {
      const accepted = await acceptClock(db);
      console.log(
        accepted
          ? `It is ${accepted.at.toISOString()}, after a leap of ${formatSeconds(accepted.leapMs)}. Rounds go on by this clock.`
          : 'The clock has not leapt. Nothing was held.',
      );
    });
  });

program
  .command('list-benchmark')
  .description('put an unlisted benchmark into the lists and feeds')
  .argument('<slug>', 'its last part of the address')
  .action(async (slug: string) => {
    await withDatabase('owner', async (db) => {
      const isListed = await listBenchmarkByOperator(db, slug);
      if (isListed) return console.log(`${slug} is listed.`);
      console.error(`There is no unlisted benchmark ${slug}.`);
      process.exitCode = 1;
    });
  });

const formatSeconds = (ms: number): string => `${Math.round(ms / 1_000)} s`;

program
  .command('repair-audit')
  .description('put events that have no link in line for a scorer; what it did, and why, is recorded itself')
  .requiredOption('--reason <reason>', 'why, in your words')
  .action(async (options: { reason: string }) => {
    await withDatabase('owner', async (db) => {
      const repaired = await repairAudit(db, options.reason);
      if (!repaired.ok) {
        console.error(repaired.error);
        process.exitCode = 1;
        return;
      }
      const { added, gone } = repaired.value;
      for (const id of added) console.log(`event ${id} waits for its link now`);
      for (const id of gone) console.log(`event ${id} is gone, and isn’t waited for any more`);
      if (added.length + gone.length === 0) console.log('there was nothing to repair');
    });
  });

function readHead(text: string): AuditHead {
  const head = parseAuditHead(text);
  if (!head) throw new InvalidArgumentError('a head is <position>:<64 hexadecimal digits>.');
  return head;
}

/** Runs a command with the web process's rights, or with those of the tables' owner, whose audit events no process can record. */
async function withDatabase(as: 'web' | 'owner', run: (db: Database) => Promise<void>): Promise<void> {
  const name = as === 'web' ? 'DATABASE_URL_WEB' : 'DATABASE_URL_OWNER';
  const url = process.env[name];
  if (!url) throw new Error(`${name} is not set; \`npm run admin -- <command>\` sets it`);
  const client = connect(url, { max: 1, applicationName: 'tidemark-admin' });
  try {
    await run(client.db);
  } finally {
    await client.close();
  }
}

await program.parseAsync();
