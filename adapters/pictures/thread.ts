import { parentPort } from 'node:worker_threads';
import sharp from 'sharp';
import type { Picture } from '@/lib/core/picture/picture';
import { drawPicture } from './draw-picture';
import { Typesetter } from './typesetter';

/** The program of the thread that draws pictures, one after the other. */

sharp.concurrency(1);
sharp.cache(false);
const typesetter = new Typesetter();

parentPort!.on('message', async (picture: Picture) => {
  const svg = Buffer.from(drawPicture(picture, typesetter));
  // A few flat colours and their edges: with a palette a fifth of the bytes.
  parentPort!.postMessage(await sharp(svg).png({ palette: true, colours: 128, effort: 5 }).toBuffer());
});
parentPort!.postMessage('ready');
