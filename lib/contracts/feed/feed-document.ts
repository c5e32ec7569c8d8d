/** What a feed says, in whatever format it is written. */
export type FeedEntry = {
  /** A URI that stays the same for ever (RFC 4287 section 4.2.6), whatever the format. */
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly updated: Date;
  /** One line of text each. */
  readonly lines: readonly string[];
};

export type FeedDocument = {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  /** The page of which this is the feed, and the feed's own address; both absolute. */
  readonly url: string;
  readonly feedUrl: string;
  /** Of a feed without entries; with entries the newest of them counts. */
  readonly updated: Date;
  readonly entries: readonly FeedEntry[];
};
