import { objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';

/** What the demo's models were trained on; only a site that has played the demo has it. */
export async function findDemoTrainingSet(): Promise<
  Result<{ stream: AsyncIterable<Uint8Array>; byteCount: number }, Refusal>
> {
  const { objects } = webPlatform();
  if (!(await objects.has(objectKeys.demoTrainingSet))) return refuse({ kind: 'not_found', what: 'file' });
  return ok(await objects.open(objectKeys.demoTrainingSet));
}
