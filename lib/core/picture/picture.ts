/** A face that pictures are written in; `bold` is the semibold of `sans`. */
export type PictureFace = 'serif' | 'sans' | 'bold';

/** A piece of a line, in one face and colour. */
export type PictureText = {
  readonly text: string;
  /** What is written where the text has a letter that no face has: in letters that all have. Otherwise the text loses those letters. */
  readonly instead?: string;
  readonly face: PictureFace;
  /** Of the face, in pixels. */
  readonly size: number;
  readonly fill: string;
};

/** Text on one line. Where it is wider than it may be it is written smaller, down to `shrinkMin` of its size, and then cut with an ellipsis. */
export type PictureLine = {
  readonly kind: 'line';
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly widthMax: number;
  /** From 0 to 1; 1 where it keeps its size. */
  readonly shrinkMin: number;
  /** Where `x` is of the line. */
  readonly anchor: 'start' | 'end';
  /** One after another; the widest is cut first. */
  readonly texts: readonly PictureText[];
};

/** Shapes as SVG, made by this site and with nobody's text in them. */
export type PictureShapes = { readonly kind: 'shapes'; readonly svg: string };

/** A picture before its texts are set: what it looks like needs their fonts. Later parts lie on earlier ones. */
export type Picture = {
  readonly width: number;
  readonly height: number;
  readonly ground: string;
  readonly parts: readonly (PictureLine | PictureShapes)[];
};
