import type { TextSlot } from '@/adapters/markdown/markdown-renderer';
import { describeMarkdownFault, type RenderedMarkdown } from '@/adapters/markdown/render-markdown';
import { webPlatform } from '@/adapters/web-platform';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/caller';

export type RenderedTexts = {
  readonly summary: string;
  readonly html: { readonly descriptionHtml: string; readonly rulesHtml: string };
};

/** Milliseconds after which a text is rendered again that met a full queue. */
const queueRetryMs = 5_000;

/**
 * Renders a maintainer's texts once, before they are saved: pages read only the result. Beyond the limits, the refusal names the
 * text and the line.
 */
export async function renderTexts(
  { userId }: Actor,
  texts: { description: string; rules: string },
): Promise<Result<RenderedTexts, Refusal>> {
  const slot = webPlatform().markdown.slots.take(userId);
  if (typeof slot === 'number') return refuseFor(slot);
  try {
    const description = await renderField('description', texts.description, slot);
    if (!description.ok) return description;
    const rules = await renderField('rules', texts.rules, slot);
    if (!rules.ok) return rules;
    const { html, summary } = description.value;
    return ok({ summary, html: { descriptionHtml: html, rulesHtml: rules.value.html } });
  } finally {
    slot.release();
  }
}

async function renderField(
  field: 'description' | 'rules',
  text: string,
  slot: TextSlot,
): Promise<Result<RenderedMarkdown, Refusal>> {
  const rendered = await webPlatform().markdown.render(text);
  if (rendered === 'full') return refuseFor(queueRetryMs);
  if (rendered.ok) return rendered;
  const fault = rendered.error;
  if (fault.code === 'too_slow') slot.pause();
  return refuse({
    kind: 'invalid_request',
    faults: [{ code: fault.code, field, detail: describeMarkdownFault(fault) }],
  });
}

const refuseFor = (ms: number): Result<never, Refusal> =>
  refuse({ kind: 'rate_limited', retryAfterSeconds: Math.ceil(ms / 1000) });
