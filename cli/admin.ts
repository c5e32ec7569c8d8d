import { Command } from 'commander';
import { connect } from '@/db/client';
import { createPersonToken } from '@/lib/services/create-person-token';

const program = new Command('admin').description('What an operator does without mail or OAuth.');

program
  .command('create-token')
  .description('make a user if there is none with this address, and print a new API token')
  .requiredOption('--email <address>', 'the e-mail address')
  .option('--name <name>', 'the name other people see')
  .option('--admin', 'make the user an operator')
  .option('--days <days>', 'how long the token is valid', '90')
  .action(async (options: { email: string; name?: string; admin?: boolean; days: string }) => {
    const url = process.env.DATABASE_URL_WEB;
    if (!url) throw new Error('DATABASE_URL_WEB is not set; `npm run admin -- create-token …` sets it');
    const client = connect(url, { max: 1, applicationName: 'tidemark-admin' });
    try {
      const created = await createPersonToken(client.db, {
        email: options.email,
        name: options.name ?? null,
        isOperator: options.admin ?? false,
        days: Number(options.days),
      });
      if (!created.ok) {
        console.error(created.error);
        process.exitCode = 1;
      } else console.log(created.value.token);
    } finally {
      await client.close();
    }
  });

await program.parseAsync();
