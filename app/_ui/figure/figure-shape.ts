import type { Evidence } from '@/lib/core/benchmark';

/** What a figure is made of, in pixels, from the hindmost on. A page and a file of its own draw it in their own way. */
export type FigureShape =
  | { readonly kind: 'path'; readonly look: PathLook; readonly d: string }
  | {
      readonly kind: 'text';
      readonly look: TextLook;
      readonly x: number;
      readonly y: number;
      readonly anchor: 'start' | 'middle' | 'end';
      /** In degrees, round its place. */
      readonly turn: number;
      readonly text: string;
    }
  | {
      readonly kind: 'mark';
      readonly evidence: Evidence;
      readonly x: number;
      readonly y: number;
      /** What it is, in numbers. */
      readonly title: string;
    };

/** Grey is the older round, sea the newer one. */
export type PathLook =
  | 'grid'
  | 'identity'
  | 'band'
  | 'line'
  | 'older-limits'
  | 'newer-limits'
  | 'leader'
  | 'model'
  | 'other-model';
export type TextLook = 'tick' | 'older' | 'newer' | 'identity' | 'line' | 'name';

export type FigureDrawing = {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly FigureShape[];
};
