import type { TextPlace } from '@/adapters/markdown/markdown-renderer';
import { describeMarkdownFault, type RenderedMarkdown } from '@/adapters/markdown/render-markdown';
import { webPlatform } from '@/adapters/web-platform';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/caller';

export type RenderedTexts = {
  readonly summary: string;
  readonly html: { readonly descriptionHtml: string; readonly rulesHtml: string };
};

/** For a full line. */
const lineMs = 5_000;

/**
 * Renders a maintainer's texts once, before they are saved: pages read only the result. Beyond the limits, the refusal names the
 * text and the line.
 */
export async function renderTexts(
  { userId }: Actor,
  texts: { description: string; rules: string },
): Promise<Result<RenderedTexts, Refusal>> {
  const place = webPlatform().markdown.places.take(userId);
  if (typeof place === 'number') return refuseFor(place);
  try {
    const description = await renderField('description', texts.description, place);
    if (!description.ok) return description;
    const rules = await renderField('rules', texts.rules, place);
    if (!rules.ok) return rules;
    const { html, summary } = description.value;
    return ok({ summary, html: { descriptionHtml: html, rulesHtml: rules.value.html } });
  } finally {
    place.leave();
  }
}

async function renderField(
  field: 'description' | 'rules',
  text: string,
  place: TextPlace,
): Promise<Result<RenderedMarkdown, Refusal>> {
  const rendered = await webPlatform().markdown.render(text);
  if (rendered === 'full') return refuseFor(lineMs);
  if (rendered.ok) return rendered;
  const fault = rendered.error;
  if (fault.code === 'too_slow') place.pause();
  return refuse({
    kind: 'invalid_request',
    faults: [{ code: fault.code, field, detail: describeMarkdownFault(fault) }],
  });
}

const refuseFor = (ms: number): Result<never, Refusal> =>
  refuse({ kind: 'rate_limited', retryAfterSeconds: Math.ceil(ms / 1000) });
