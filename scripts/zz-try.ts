import postgres from 'postgres';
import { startEmbeddedPostgres } from '@/lib/adapters/embedded-postgres/start-embedded-postgres';

const t = performance.now();
const s = await startEmbeddedPostgres({ dataDir: process.argv[2]!, durable: process.argv[3] !== 'fast' });
console.log(s.pid, s.port, s.homeDir, Math.round(performance.now() - t));
const sql = postgres(s.superuserUrl);
console.log(
  await sql`select version(), current_setting('lc_collate') , datlocprovider, datlocale from pg_database where datname='postgres'`,
);
await sql.end();
if (process.argv[4] === 'hold') {
  console.log('holding');
  await s.ended;
  console.log('ended');
} else {
  const u = performance.now();
  await s.stop();
  console.log('stopped', Math.round(performance.now() - u));
}
