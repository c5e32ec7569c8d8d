import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Prints the size of the code base: `npm run count`. Only files that git tracks count. */

const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean);
const read = (path: string): string => readFileSync(path, 'utf8');

const isCode = (path: string): boolean => /\.(ts|tsx|js|mjs|cjs|css|sql)$/.test(path);
const isTest = (path: string): boolean =>
  /\.(test|spec)\.tsx?$/.test(path) || /^(testing|e2e)\/|\/testing\//.test(path);
const isResearch = (path: string): boolean => path.startsWith('research/');
/**
 * True for files that tools write (migrations, the dumped schema), and for the look-alike characters, which
 * are Unicode's table.
 */
const isGeneratedOrData = (path: string): boolean =>
  /^db\/(migrations\/|schema\.sql$)|^lib\/core\/name\/confusables\.ts$/.test(path);

const product = tracked.filter(
  (path) => isCode(path) && !isTest(path) && !isResearch(path) && !isGeneratedOrData(path),
);
const countLines = (path: string): number => read(path).split('\n').length - 1;
const lineCounts = product.map(countLines).sort((a, b) => a - b);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

/** Lists the first line of each comment, whether a block or consecutive lines. */
function listComments(path: string): string[] {
  const lines = read(path)
    .split('\n')
    .map((line) => line.trim());
  return lines.flatMap((line, i) => {
    const block = /^\/\*\*?\s*(.*)$/.exec(line);
    if (block) return [block[1] || (lines[i + 1] ?? '').replace(/^\*\s*/, '')];
    return line.startsWith('//') && !lines[i - 1]?.startsWith('//') ? [line.replace(/^\/\/\s*/, '')] : [];
  });
}

const tests = tracked.filter((path) => /\.(test|spec)\.tsx?$/.test(path));
const leaves = tests.flatMap((path) => [
  ...read(path).matchAll(/^\s*(?:it|test)(?:\.each\([\s\S]*?\))?\(\s*['"`](.*?)['"`]/gm),
]);
const comments = product.flatMap(listComments);
const documents = tracked.filter((path) => /^(docs\/.*|[^/]+)\.md$/.test(path));
const { dependencies, optionalDependencies = {} } = JSON.parse(read('package.json'));

const rows: [string, string | number][] = [
  ['product lines (no tests, no research)', sum(lineCounts)],
  ['product files', product.length],
  [
    'product files: median and 90th percentile of lines',
    [0.5, 0.9].map((q) => lineCounts[Math.floor(q * lineCounts.length)]).join(' and '),
  ],
  ['product files over 300 lines', percent(lineCounts.filter((n) => n > 300).length, product.length)],
  ['longest product file, lines', lineCounts.at(-1) ?? 0],
  ['test lines', sum(tests.map(countLines))],
  ['tracked files', tracked.length],
  ['dependencies', Object.keys({ ...dependencies, ...optionalDependencies }).length],
  ['words in documents', sum(documents.map((path) => read(path).split(/\s+/).filter(Boolean).length))],
  [
    'comments that begin with What, Whether, Whose, Of or By',
    percent(comments.filter((text) => /^(What|Whether|Whose|Of|By)\b/.test(text)).length, comments.length),
  ],
  [
    'test leaves that begin with is or are',
    percent(leaves.filter(([, name]) => /^(is|are)\b/.test(name ?? '')).length, leaves.length),
  ],
];
for (const [name, value] of rows) console.log(`${name.padEnd(58)} ${value}`);
