import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/services/access/caller';
import { closeRound, revealRound } from '@/services/round/openings';
import { submit } from '@/services/submission/submit';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeOpenRound } from '@/testing/make-round';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { findTestEngine } from '@/testing/provide-containers';
import { startTestScorer } from '@/testing/start-test-scorer';
import { awaitAutomatic } from '@/testing/submit-model';
import { tinyTestSet } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { writePerlLayer } from '../runner/container/testing/perl-image';
import { writeDockerArchive } from '../runner/container/testing/write-image';

const engine = await findTestEngine('runsc');
const perlLayer = engine && (await writePerlLayer());

/** Learns which label the revealed rounds have most often, and predicts it for each item. */
const program = String.raw`
if ($ARGV[0] eq "train") {
  open R, "<", "/input/rounds.json" or die $!; my @rounds = join("", <R>) =~ /"round": (\d+)/g;
  my %count;
  for my $round (@rounds) {
    open I, "<", "/input/rounds/$round/train.csv" or die $!;
    chomp(my $header = <I>); my @names = split /,/, $header; my ($at) = grep { $names[$_] eq "label" } 0..$#names;
    while (my $line = <I>) { chomp $line; $count{(split /,/, $line)[$at]}++ }
  }
  my ($label) = sort { $count{$b} <=> $count{$a} } keys %count;
  my $last = -e "/previous/label" ? "again" : "first";
  open M, ">", "/model/label" or die $!; print M "$label\n@rounds\n"; close M or die $!;
  print "$last on rounds @rounds: $label of ", join(" and ", sort keys %count), "\n";
} else {
  my $label = "no"; if (open M, "<", "/model/label") { chomp($label = <M>) }
  open I, "<", "/input/inputs.csv" or die $!; open O, ">", "/output/predictions.csv" or die $!;
  print O "id,prediction\n"; <I>;
  while (<I>) { my ($id) = split /,/; print O "$id,$label\n" } close O or die $!;
}`;

describe.skipIf(engine === undefined)('system that trains itself', { timeout: 400_000 }, () => {
  let site: TestSite;
  let maintainer: Actor;
  beforeAll(async () => {
    site = await makeTestSite();
    maintainer = await makePerson(site);
  });
  afterAll(() => site?.drop());

  async function reveal(slug: string, number: number): Promise<void> {
    unwrap(await closeRound(maintainer, slug, number, { reason: 'It has run long enough' }));
    const hasRow = async (query: PromiseLike<readonly unknown[]>) => (await query).length > 0;
    await waitUntil(() =>
      hasRow(
        site.superuser`select from snapshots s join rounds r using (round_id) where r.number = ${number} and s.split = 'final'`,
      ),
    );
    unwrap(await revealRound(maintainer, slug, number));
    await waitUntil(() =>
      hasRow(site.superuser`select from rounds where number = ${number} and state = 'revealed'`),
    );
  }

  const listVersions = () =>
    site.superuser<{ version: string; state: string }[]>`
      select version, state from model_versions order by frozen_at, version`;
  const awaitTraining = (count: number) =>
    waitUntil(async () => {
      const rows = await site.superuser<{ state: string; log: string; message: string | null }[]>`
        select state, log, message from trainings order by created_at`;
      return rows.length === count && rows.every(({ state }) => !/queued|checking/.test(state)) && rows;
    });

  it('learns from each revealed round on a runner, and predicts in the next one with what it learned', async () => {
    const slug = await makeBenchmark(maintainer, {
      ...{ accepts: ['container'], model_sample: [{ a: 1, b: 2 }] },
      container_needs: { memory_mb: 256, wall_seconds: 20, training_hours: 1 },
    });
    const scorer = await startTestScorer(site, { containers: engine });
    await makeOpenRound(maintainer, slug, tinyTestSet(1));
    await reveal(slug, 1);
    await makeOpenRound(maintainer, slug, tinyTestSet(2));
    const image = gzipSync(
      writeDockerArchive({
        layers: [perlLayer ?? Buffer.alloc(0)],
        config: { Entrypoint: ['/bin/perl', '-e', program, '--'], Cmd: ['predict'] },
      }),
      { level: 1 },
    );
    const metadata = { kind: 'container', model: 'Renewing', version: '1', trains: true };
    unwrap(
      await submit(await makePerson(site), slug, formRequest(metadata, 'file', image), {
        dryRun: false,
        idempotencyKey: null,
      }),
    );
    expect(await awaitTraining(1)).toMatchObject([
      { state: 'frozen', log: expect.stringMatching(/^first on rounds 1: (yes|no) of no and yes$/) },
    ]);
    await reveal(slug, 2);
    const [, second] = await awaitTraining(2);
    expect(second).toMatchObject({ state: 'frozen', log: expect.stringMatching(/^again on rounds 1 2: /) });
    expect((await listVersions()).map(({ version }) => version)).toEqual(['1', '1@1', '1@2']);
    await makeOpenRound(maintainer, slug, tinyTestSet(3));
    const evaluated = await awaitAutomatic(site, slug, 3, 3);
    expect(evaluated.map(({ version, state }) => `${version} ${state}`)).toEqual([
      ...['1 scored', '1@1 scored', '1@2 scored'],
    ]);
    await scorer.stop();
  });
});
