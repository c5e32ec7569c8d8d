import type { CardNode } from '@/lib/contracts/card';
import { boundedTask } from '../bounded-task';
import { drawCard } from './draw-card';

export const runTask = boundedTask((card: CardNode, begin) => {
  begin();
  return drawCard(card);
});
