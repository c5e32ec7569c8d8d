import { setSchedule } from '@/services/benchmark/set-schedule';
import { findBenchmark } from '@/services/benchmark/view';
import { flightsSchedule } from './flights-benchmark';
import { accepted, type DemoBenchmark } from './play';

/** Sets a schedule of thirty days from now on. An existing one stays. */
export async function ensureSchedule({ maintainer, slug }: DemoBenchmark): Promise<void> {
  if (accepted(await findBenchmark(maintainer, slug)).next_rotation_at !== null) return;
  const firstDay = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 'YYYY-MM-DD'.length);
  accepted(await setSchedule(maintainer, slug, flightsSchedule(firstDay)));
}
