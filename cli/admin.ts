import { Command, InvalidArgumentError, Option } from 'commander';
import { openObjectStore, readObjectStorePlace } from '@/adapters/object-store/open-object-store';
import { connect, type Database } from '@/db/client';
import { toProblem } from '@/lib/contracts/problem';
import {
  type AuditHead,
  describeAuditFinding,
  formatAuditHead,
  parseAuditHead,
} from '@/lib/core/audit/audit-chain';
import { containerNeedsRange } from '@/lib/core/model/container-needs';
import { operatorActNames, operatorActs, subjectForms } from '@/lib/core/moderation/operator-act';
import { refuse } from '@/lib/core/result';
import { type TokenScope, tokenScopes } from '@/lib/core/token-scope';
import { recordOperatorEvent } from '@/services/access/record-audit-event';
import { createPersonToken } from '@/services/account/tokens';
import { listBenchmarkByOperator } from '@/services/benchmark/view';
import { doOperatorAct } from '@/services/moderation/act';
import { deleteObjectsOfBenchmark } from '@/services/moderation/delete-objects';
import { describeSiteStatus, readSiteStatus } from '@/services/moderation/site-status';
import { repairAudit, verifyAudit } from '@/services/publication/verify-audit';
import { acceptClock } from '@/services/round/clock';
import {
  addRequestedRunner,
  addRunner,
  describeRunners,
  resumeRunner,
  revokeRunner,
} from '@/services/runner/register';

type CreateTokenOptions = {
  email: string;
  name?: string;
  admin?: boolean;
  days: string;
  scope: TokenScope;
};

const largest = { cores: containerNeedsRange.cores.max, memoryMb: containerNeedsRange.memoryMb.max };

const program = new Command('admin')
  .description('Commands of the site’s operator, on its machine.')
  .addHelpText(
    'after',
    '\nbackup, restore, migrate-store, make-keys, rotate-secrets and rotate-scorer-key: docs/operating.md, or `backup --help`.',
  );

program
  .command('create-token')
  .description('create a user with this address if there is none, and print a new API token')
  .requiredOption('--email <address>', 'the e-mail address')
  .option('--name <name>', 'the public name of a new user')
  .option('--admin', 'make the user an operator')
  .option('--days <days>', 'days until the token expires', '90')
  .addOption(
    new Option('--scope <scope>', 'permissions of the token; each scope includes the ones before it')
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
  .option('--expect <position:sha256>', 'a head that was noted earlier and must still exist', readHead)
  .action(async (options: { expect?: AuditHead }) => {
    await withDatabase('web', async (db) => {
      const { count, head, findings } = await verifyAudit(db, options.expect);
      console.log(`${count} ${count === 1 ? 'event is' : 'events are'} linked with correct hashes`);
      if (head) console.log(`head ${formatAuditHead(head)}`);
      for (const finding of findings) console.error(describeAuditFinding(finding));
      console.log(findings.length === 0 ? 'the audit log is complete' : 'the audit log is NOT complete');
      if (findings.length > 0) process.exitCode = 1;
    });
  });

program
  .command('accept-clock')
  .description('after a jump of the clock: confirm that the time is right now, so that rounds continue')
  .action(async () => {
    await withDatabase('owner', async (db) => {
      const accepted = await acceptClock(db);
      console.log(
        accepted
          ? `It is ${accepted.at.toISOString()}, after a jump of ${formatSeconds(accepted.leapMs)}. Rounds continue by this clock.`
          : 'The clock has not jumped, so there is nothing to accept.',
      );
    });
  });

program
  .command('list-benchmark')
  .description('put an unlisted benchmark into the lists and feeds')
  .argument('<slug>', 'the last part of its address')
  .action(async (slug: string) => {
    await withDatabase('owner', async (db) => {
      const isListed = await listBenchmarkByOperator(db, slug);
      if (isListed) return console.log(`${slug} is listed.`);
      console.error(`There is no unlisted benchmark ${slug}.`);
      process.exitCode = 1;
    });
  });

type AddRunnerOptions = Record<'name' | 'key' | 'place' | 'request' | 'fingerprint', string | undefined> &
  Record<'cores' | 'memoryMb' | 'gpus', number>;

program
  .command('add-runner')
  .description('register a machine that runs models, and print its token (docs/operating.md)')
  .option('--name <name>', 'the runner’s name')
  .option('--key <key>', 'the public key that `npm run runner -- make-key` printed there')
  .option('--place <words>', 'its place in words, which is public: "ETH Zürich, Euler cluster"')
  .option('--cores <number>', 'processor cores that a container may have there', readCount, largest.cores)
  .option('--memory-mb <number>', 'memory that a container may have there', readCount, largest.memoryMb)
  .option('--gpus <number>', 'graphics processors', readCount, 0)
  .option('--request <id>', 'what maintainers asked for, instead of all that; `list-runners` lists requests')
  .option('--fingerprint <words>', 'with --request: the key’s fingerprint, as the maintainers say it')
  .action(async ({ request, fingerprint, ...given }: AddRunnerOptions) => {
    await withDatabase('owner', async (db) => {
      const added = request
        ? await addRequestedRunner(db, { requestId: request, fingerprint })
        : await addGivenRunner(db, given);
      if (added.ok) return console.log(added.value);
      console.error(added.error);
      process.exitCode = 1;
    });
  });

async function addGivenRunner(
  db: Database,
  { name, key, place, cores, memoryMb, gpus }: Omit<AddRunnerOptions, 'request' | 'fingerprint'>,
) {
  if (!name || !key || !place) return refuse('Give --name, --key and --place, or --request.');
  return addRunner(db, { name, key, place, coresMax: cores, memoryMbMax: memoryMb, gpuCount: gpus });
}

program
  .command('list-runners')
  .description('list the registered runners and their states')
  .action(async () => {
    await withDatabase('owner', async (db) => {
      for (const line of await describeRunners(db)) console.log(line);
    });
  });

program
  .command('revoke-runner')
  .description('let a runner get no more models; another one takes over its run')
  .argument('<name>', 'the runner’s name')
  .action(async (name: string) => {
    await withDatabase('owner', async (db) => {
      const left = await revokeRunner(db, name);
      if (left) {
        console.log(`${name} is revoked.`);
        if (left.length > 0) console.log(`No runner is left for ${left.join(', ')}.`);
        return;
      }
      console.error(`There is no runner ${name} in use.`);
      process.exitCode = 1;
    });
  });

program
  .command('resume-runner')
  .description('let a runner get models again that was set aside, since it lost too many')
  .argument('<name>', 'the runner’s name')
  .action(async (name: string) => {
    await withDatabase('owner', async (db) => {
      if (await resumeRunner(db, name)) return console.log(`${name} gets models again.`);
      console.error(`There is no runner ${name} that was set aside.`);
      process.exitCode = 1;
    });
  });

for (const act of operatorActNames) {
  const { on, explains } = operatorActs[act];
  const command = program.command(act).description(explains);
  if (on.length > 1)
    command
      .argument('<kind>', `one of ${on.join(', ')}`)
      .argument('<subject>', on.map((kind) => `${kind}: ${subjectForms[kind]}`).join('; '));
  else command.argument('<subject>', `${on[0]}: ${subjectForms[on[0]]}`);
  if (act === 'rename') command.requiredOption('--name <name>', 'the new name, or a benchmark’s title');
  command
    .requiredOption('--reason <reason>', 'the reason, which is public for good: it names no person')
    .action(async (...words: unknown[]) => {
      const texts = words.filter((word) => typeof word === 'string');
      const [kind, subject] = texts.length > 1 ? texts : [on[0], texts[0]];
      await withDatabase('owner', (db) => runOperatorAct(db, { ...command.opts(), act, kind, subject }));
    });
}

program
  .command('status')
  .description(
    'print queues, failed jobs, stored bytes by benchmark and person, the last backup and the last drill',
  )
  .action(async () => {
    await withDatabase('owner', async (db) => {
      for (const line of describeSiteStatus(await readSiteStatus(db), new Date())) console.log(line);
    });
  });

program
  .command('record-drill')
  .description('record that a restore of a backup was tried, for `status`')
  .argument('<backup>', 'the name of the backup, as `restore` printed it')
  .addOption(
    new Option('--result <result>', 'its outcome').choices(['complete', 'incomplete']).makeOptionMandatory(),
  )
  .action(async (backup: string, { result }: { result: string }) => {
    await withDatabase('owner', (db) => recordOperatorEvent(db, 'drill_recorded', { backup, result }));
  });

const formatSeconds = (ms: number): string => `${Math.round(ms / 1_000)} s`;

program
  .command('repair-audit')
  .description('queue unlinked events for the scorer again; the audit log records the repair and its reason')
  .requiredOption('--reason <reason>', 'the reason, which the audit log shows')
  .action(async (options: { reason: string }) => {
    await withDatabase('owner', async (db) => {
      const repaired = await repairAudit(db, options.reason);
      if (!repaired.ok) {
        console.error(repaired.error);
        process.exitCode = 1;
        return;
      }
      const { added, gone } = repaired.value;
      for (const id of added) console.log(`event ${id} now waits for its link`);
      for (const id of gone) console.log(`event ${id} was deleted, and is no longer waited for`);
      if (added.length + gone.length === 0) console.log('there was nothing to repair');
    });
  });

async function runOperatorAct(
  db: Database,
  input: { act: string; kind?: unknown; subject?: unknown },
): Promise<void> {
  const missing = findMissingSetting(input);
  if (missing) {
    console.error(
      `${missing} is not set: give this command the settings of \`npm run web\`. Nothing was deleted.`,
    );
    process.exitCode = 1;
    return;
  }
  const secret = process.env.NEXTAUTH_SECRET || null;
  const done = await doOperatorAct({ db, operatorId: null, secret }, input);
  const erased =
    input.act === 'delete' && input.kind === 'benchmark'
      ? await deleteFilesOf(db, String(input.subject))
      : null;
  if (erased !== null) console.log(`${erased} stored files were deleted.`);
  if (done.ok) {
    const { eventId } = done.value;
    return console.log(`Done, and recorded as public audit event ${eventId}: /moderation/${eventId}`);
  }
  // After a kill during the deletion, the same command continues to delete the files, so a refusal as already
  // done is expected.
  if (erased !== null && done.error.kind === 'act_not_fitting') return;
  console.error(toProblem(done.error).detail);
  process.exitCode = 1;
}

/**
 * Without the secret, no hash of the address would preserve a deleted person's used quota; without the object
 * store, a benchmark's files would remain.
 */
function findMissingSetting({ act, kind }: { act: string; kind?: unknown }): string | undefined {
  if (act !== 'delete') return undefined;
  const needed =
    kind === 'person' ? 'NEXTAUTH_SECRET' : kind === 'benchmark' ? 'TIDEMARK_OBJECT_STORE' : null;
  return needed && !process.env[needed] ? needed : undefined;
}

async function deleteFilesOf(db: Database, slug: string): Promise<number | null> {
  const objects = await openObjectStore(readObjectStorePlace(process.env, ''));
  return deleteObjectsOfBenchmark(db, objects, slug);
}

function readCount(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('a whole number, please.');
  return Number(text);
}

function readHead(text: string): AuditHead {
  const head = parseAuditHead(text);
  if (!head) throw new InvalidArgumentError('a head is <position>:<64 hexadecimal digits>.');
  return head;
}

/**
 * Runs a command with the web process's database role, or with the role of the tables' owner, whose audit
 * events no process can record.
 */
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
