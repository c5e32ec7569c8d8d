import type { TextSlot } from '@/adapters/markdown/markdown-renderer';
import { describeMarkdownFault, type RenderedMarkdown } from '@/adapters/markdown/render-markdown';
import { webPlatform } from '@/adapters/web-platform';
import { faultyField } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/caller';

/** Milliseconds after which a text is rendered again that met a full queue. */
const queueRetryMs = 5_000;

/**
 * The HTML of a benchmark's text for its page. Null for a text that can't be rendered within the limits: no service saves one, but
 * whoever holds the database role of the web process may.
 */
export async function readHtml(markdown: string): Promise<string | null> {
  const rendered = await webPlatform().markdown.render(markdown);
  return rendered !== 'full' && rendered.ok ? rendered.value.html : null;
}

/**
 * Renders a maintainer's texts before they are saved. Beyond the limits, the refusal names the text and the line.
 * @returns the description's summary
 */
export async function requireRenderable(
  { userId }: Actor,
  texts: { description: string; rules: string },
): Promise<Result<string>> {
  const slot = webPlatform().markdown.slots.take(userId);
  if (typeof slot === 'number') return refuseFor(slot);
  try {
    const description = await renderField('description', texts.description, slot);
    if (!description.ok) return description;
    const rules = await renderField('rules', texts.rules, slot);
    return rules.ok ? ok(description.value.summary) : rules;
  } finally {
    slot.release();
  }
}

async function renderField(
  field: 'description' | 'rules',
  text: string,
  slot: TextSlot,
): Promise<Result<RenderedMarkdown>> {
  const rendered = await webPlatform().markdown.render(text);
  if (rendered === 'full') return refuseFor(queueRetryMs);
  if (rendered.ok) return rendered;
  const fault = rendered.error;
  if (fault.code === 'too_slow') slot.pause();
  return refuse(faultyField(fault.code, field, describeMarkdownFault(fault)));
}

const refuseFor = (ms: number): Result<never> =>
  refuse({ kind: 'rate_limited', retryAfterSeconds: Math.ceil(ms / 1000) });
