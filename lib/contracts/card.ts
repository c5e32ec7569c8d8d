/** Size of a card (the picture in link previews) in pixels. */
export const cardSize = { width: 1200, height: 630 } as const;

/**
 * An element of a card (the picture for link previews) in the form that satori reads: a box of text or of other boxes, or an
 * image with a data URL. Text is never interpreted as markup.
 */
export type CardNode = {
  readonly type: 'div' | 'img';
  readonly key: null;
  readonly props: {
    readonly style: Readonly<Record<string, string | number>>;
    readonly children?: string | readonly CardNode[];
    /** Source of an image; only data URLs are allowed, so that drawing a card sends no request. */
    readonly src?: `data:image/svg+xml,${string}`;
  };
};
