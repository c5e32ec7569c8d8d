import { type SharedFile, ShareSection } from '@/app/_ui/share/share-section';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import { type Citation, composeCitation } from '@/lib/contracts/exports/compose-citation';
import { findHubDataset } from '@/lib/contracts/exports/format-eval-results';
import type { ModelView } from '@/lib/contracts/model';
import { formatInterval, formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import { findPublicUrl } from '@/services/publication/find-public-url';
import { hasOfficialScore } from './has-official-score';

/** Badge and citation of a model. */
export function ModelShare({ benchmark, model }: { benchmark: BenchmarkFacts; model: ModelView }) {
  const { slug, title } = benchmark;
  return (
    <ShareSection
      title={`${model.model}, ${title}`}
      publicUrl={findPublicUrl()}
      pagePath={`/benchmarks/${slug}/models/${model.model_slug}`}
      badgePath={`/badge/${slug}/${model.model_slug}`}
      citation={citeModel(benchmark, model)}
      files={listFiles(benchmark, model)}
    />
  );
}

/** Official scores as the Hub takes them. */
function listFiles({ slug, links }: BenchmarkFacts, model: ModelView): SharedFile[] {
  if (!hasOfficialScore(model)) return [];
  const of = `/api/v1/benchmarks/${slug}/models/${model.model_slug}`;
  return [
    { title: 'model-index of a Hugging Face model card', href: `${of}/model-index` },
    ...(findHubDataset(links) === null ? [] : [{ title: '.eval_results file', href: `${of}/eval-results` }]),
  ];
}

/** The newest official score, if there is one. */
function citeModel(benchmark: BenchmarkFacts, model: ModelView): Citation | null {
  const official = model.rounds.find(({ provisional, state }) => !provisional && state !== 'invalidated');
  if (!official) return null;
  const { entry, round, title, published_at, item_count } = official;
  const limits = entry.interval ? ` (${formatInterval(model.metric, entry.interval)})` : '';
  return composeCitation({
    benchmark,
    round: { number: round, title },
    publishedAt: published_at,
    model: {
      name: model.model,
      team: model.team,
      score: `${formatMetric(model.metric)} ${formatScore(model.metric, entry.score)}${limits}`,
    },
    itemCount: item_count,
    url: new URL(`/benchmarks/${benchmark.slug}/rounds/${round}`, findPublicUrl()).href,
  });
}
