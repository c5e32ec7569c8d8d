/** What lies in the object store isn't what was recorded when it was put there. The name is for the log, which has no messages. */
export class ObjectChanged extends Error {
  override name = 'ObjectChanged';

  constructor(key: string) {
    super(`what is stored at ${key} is not what was recorded`);
  }
}
