import { parentPort } from 'node:worker_threads';
import { drawBadge } from './draw-badge';
import { drawPicture } from './draw-picture';
import type { Drawing } from './picture-drawer';
import { Typesetter } from './typesetter';

/** The program of the thread that draws pictures and badges, one after the other. */

const typesetter = new Typesetter();

/** Where no sharp is for this machine there are no pictures, and badges all the same. */
async function drawAsPng(svg: string): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  sharp.cache(false);
  // A few flat colours and their edges: with a palette a fifth of the bytes.
  return sharp(Buffer.from(svg)).png({ palette: true, colours: 128, effort: 5 }).toBuffer();
}

parentPort!.on('message', async (drawing: Drawing) => {
  parentPort!.postMessage(
    'badge' in drawing
      ? Buffer.from(drawBadge(drawing.badge, typesetter) ?? '')
      : await drawAsPng(drawPicture(drawing.picture, typesetter)),
  );
});
parentPort!.postMessage('ready');
