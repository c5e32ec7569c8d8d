import { createHash } from 'node:crypto';
import type { BadgeView } from '@/lib/contracts/badge';
import type { Picture } from '@/lib/core/picture/picture';
import { makeBoundedThread } from '../bounded-thread';
import { makeSerialLimiter } from '../serial-limiter';

/** Draws pictures as PNG in bounded time and memory, one after another, without holding up whoever waits for something else. */
export type PictureDrawer = {
  /** `full` where too many wait already; null where it can't be drawn: too slow, or no program for it is installed here. */
  draw(picture: Picture): Promise<Uint8Array | 'full' | null>;
  /** As SVG; the same in either case, and null too where no face can write it. */
  drawBadge(badge: BadgeView): Promise<Uint8Array | 'full' | null>;
  stop(): Promise<void>;
};

/** What the thread is asked for. */
export type Drawing = { readonly picture: Picture } | { readonly badge: BadgeView };

/** Wall time of one picture. One takes 0.2 s on an idle machine. */
const pictureMsMax = 10_000;
const waitingMax = 30;
/** Of some 40 kB each. The same picture is asked for again whenever something else has changed. */
const keptMax = 200;

export function makePictureDrawer({ msMax = pictureMsMax } = {}): PictureDrawer {
  const thread = makeBoundedThread<Drawing, Uint8Array>(new URL('./thread.mjs', import.meta.url), {
    msMax,
    resourceLimits: { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32 },
  });
  const line = makeSerialLimiter(waitingMax);
  const kept = new Map<string, Uint8Array>();
  const drawOnce = async (key: string, drawing: Drawing): Promise<Uint8Array | null> => {
    const known = kept.get(key);
    if (known) return known;
    const answer = await thread.ask(drawing);
    if (!answer.ok) return null;
    kept.set(key, answer.value);
    for (const oldest of kept.keys()) {
      if (kept.size <= keptMax) break;
      kept.delete(oldest);
    }
    return answer.value;
  };
  const draw = async (drawing: Drawing) => {
    const key = createHash('sha256').update(JSON.stringify(drawing)).digest('base64');
    const known = kept.get(key);
    if (known) return known;
    // Where no sharp is for this machine the thread ends at its first picture.
    return line.run(() => drawOnce(key, drawing)).catch(() => null);
  };
  return {
    draw: (picture) => draw({ picture }),
    drawBadge: async (badge) => {
      const drawn = await draw({ badge });
      return drawn instanceof Uint8Array && drawn.length === 0 ? null : drawn;
    },
    stop: () => thread.stop(),
  };
}
