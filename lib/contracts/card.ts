/** The size that link previews want, in pixels. */
export const cardSize = { width: 1200, height: 630 } as const;

/**
 * An element of a card (the picture for link previews) in the form that satori reads: a box of text or of other boxes, or an image
 * with a data URL. A text is never markup.
 */
export type CardNode = {
  readonly type: 'div' | 'img';
  readonly key: null;
  readonly props: {
    readonly style: Readonly<Record<string, string | number>>;
    readonly children?: string | readonly CardNode[];
    /** Nothing is loaded by its address. */
    readonly src?: `data:image/svg+xml,${string}`;
  };
};
