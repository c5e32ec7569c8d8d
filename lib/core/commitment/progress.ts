/**
 * Counts work and reports the share that is done, 0 to 1, whenever it has grown by a hundredth: 100 times at most. The
 * last report is 1 once all of the work is done.
 */
export function createProgress(total: number, onProgress: (share: number) => void): (count: number) => void {
  let done = 0;
  let reported = 0;
  return (count) => {
    done += count;
    const hundredths = Math.floor((100 * done) / total);
    if (hundredths <= reported) return;
    reported = hundredths;
    onProgress(hundredths / 100);
  };
}
