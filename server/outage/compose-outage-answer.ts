import type { IncomingMessage } from 'node:http';
import { toProblem } from '@/lib/contracts/problem';

const retryAfterSeconds = 10;

/** What is answered while the database is away: a problem document to programs, a page to people. */
export function composeOutageAnswer({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): {
  status: number;
  headers: Record<string, string>;
  body: string;
} {
  const problem = toProblem({ kind: 'database_away', retryAfterSeconds });
  const isForPeople = !url.startsWith('/api/') && (headers.accept ?? '').includes('text/html');
  return {
    status: problem.status,
    headers: {
      'cache-control': 'no-store',
      'retry-after': String(retryAfterSeconds),
      'content-type': isForPeople ? 'text/html; charset=utf-8' : 'application/problem+json',
    },
    body: isForPeople ? composePage(problem.title, problem.detail) : JSON.stringify(problem),
  };
}

/** By itself: what styles and fonts it would need may be away too. */
const composePage = (title: string, detail: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${retryAfterSeconds}">
<title>${title} · Tidemark</title>
<style>
:root { color-scheme: light dark; }
body { font: 1.0625rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 18vh auto 0; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.2; }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${detail}</p>
<p>This page tries again by itself. <a href="/readyz">How the site is</a></p>
</main>
</body>
</html>
`;
