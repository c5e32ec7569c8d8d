import { setTimeout as sleep } from 'node:timers/promises';
import { rendererVersion } from '@/adapters/markdown/renderer-version';
import type { WebPlatform } from '@/adapters/web-platform';
import { findBenchmarkToRender, updateSummary, upsertBenchmarkTexts } from '@/db/queries/benchmark-queries';
import { lockBenchmarkRow } from '@/db/queries/rotation-queries';

type Platform = Pick<WebPlatform, 'db' | 'markdown'>;

/**
 * Renders the texts of benchmarks that were saved before texts were rendered at saving, or with an older renderer, one after
 * another. What can't be rendered within bounds is shown as it was written, and isn't tried again.
 */
export async function renderOldTexts(platform: Platform): Promise<void> {
  const { db } = platform;
  for (;;) {
    const old = await findBenchmarkToRender(db, rendererVersion);
    if (!old) return;
    const description = await renderOrNull(platform, old.description);
    const rules = await renderOrNull(platform, old.rules);
    await db.transaction(async (tx) => {
      const now = await lockBenchmarkRow(tx, old.benchmarkId);
      // Edited meanwhile, and so rendered.
      if (now?.description !== old.description || now.rules !== old.rules) return;
      await updateSummary(tx, old.benchmarkId, description?.summary ?? '');
      await upsertBenchmarkTexts(tx, old.benchmarkId, {
        descriptionHtml: description?.html ?? null,
        rulesHtml: rules?.html ?? null,
        rendererVersion,
      });
    });
  }
}

async function renderOrNull({ markdown }: Platform, text: string) {
  for (;;) {
    const rendered = await markdown.render(text);
    if (rendered !== 'full') return rendered.ok ? rendered.value : null;
    await sleep(1000);
  }
}
