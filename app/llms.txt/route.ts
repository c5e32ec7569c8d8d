import { findPublicUrl } from '@/services/publication/find-operator';

export const dynamic = 'force-dynamic';

/** Serves an introduction to the site for language models (https://llmstxt.org). */
export function GET(): Response {
  const link = (title: string, path: string, what: string) =>
    `- [${title}](${new URL(path, findPublicUrl()).href}): ${what}`;
  const text = `# Tidemark

> A public leaderboard for machine-learning models whose hidden test sets are replaced on a schedule. While a round is open its table is provisional; after the close the official ranking uses items on which no team had feedback.

Numbers on pages are those of the JSON API. Scores that are shares are shown × 100 on pages and as shares in the API. A score has a confidence interval, and a rank is a range: "2–5" means that one model is significantly better and at most four could be.

## Read

${link('Benchmarks', '/api/v1/benchmarks', 'all listed benchmarks as JSON')}
${link('OpenAPI', '/api/v1/openapi.json', 'every call of the API with its bodies and errors')}
${link('API reference', '/docs/api', 'the same as a page')}
${link('Documents', '/docs', 'architecture, glossary, file formats and decisions')}
${link('Methods', '/methods', 'how scores, intervals, ranks, feedback and freshness are computed')}
${link('News', '/feed.atom', 'what happened on all listed benchmarks; as JSON at /feed.json')}

Of each closed round \`…/rounds/{number}/every-eval-ever\` and \`…/croissant\`, and of each model \`…/models/{model}/model-index\`, give its scores in formats that others collect.

## Submit

An API token with the scope \`submit\` is made on \`/settings\`. \`POST /api/v1/benchmarks/{slug}/submissions\` takes a file; with \`?dry_run=true\` it checks the file and uses nothing. The feedback policy of each round decides which scores are reported. The Python client at ${new URL('/client', findPublicUrl()).href} does all of it.
`;
  return new Response(text, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
}
