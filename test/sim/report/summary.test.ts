import { describe, expect, it } from 'vitest';
import { assumptionsOf } from '../../../src-sim/report/assumptions.ts';
import { addressCount, shortList } from '../../../src-sim/report/address-rows.ts';
import { count, listed, share, wholePercent } from '../../../src-sim/report/figures.ts';
import { keyFigures } from '../../../src-sim/report/key-figures.ts';
import { pathMtus } from '../../../src-sim/report/path-mtus.ts';
import { summary } from '../../../src-sim/report/summary.ts';
import { utilisationBand } from '../../../src-sim/report/utilisation-band.ts';
import { reportFixture } from './fixture.ts';

const answer = (question: string, input = reportFixture): string =>
  summary(input)
    .find((each) => each.question === question)!
    .sentences.join(' ');

describe('the summary', () => {
  it('says what is designed, where', () => {
    expect(answer('What is designed')).toBe(
      'The design has 3 networks, 3 subnets, 1 gateway, 1 device, 3 workloads and 2 flows of traffic in Frankfurt and Berlin.',
    );
  });

  it('leads with the first error', () => {
    expect(answer('Is it right')).toBe(
      'The checks found 1 error, 1 warning and 1 remark; it cannot be built as drawn. ' +
        'It says: 10.1.0.0/16 of spoke overlaps 10.1.0.0/20 of the partner.',
    );
    expect(answer('Is it right', { ...reportFixture, problems: [] })).toBe('The checks found nothing wrong.');
  });

  it('counts pairs by class', () => {
    expect(answer('Who reaches whom')).toBe(
      'Of 6 directed pairs between 3 endpoints: 2 delivered, 1 one way, 1 denied and 2 no route.',
    );
  });

  it('accounts for every packet', () => {
    // 4980 / 5009 = 0.99421...; 9 + 18 = 27 lost, 2 on their way.
    expect(answer('How fast')).toContain(
      '5,009 packets were sent; 4,980 arrived (99.42 %), 27 were dropped (9 no route and 18 queue full), 2 were still on their way.',
    );
    expect(answer('How fast')).toContain('within 71 us in half of all cases and within 310 us in 99 %');
  });

  it('names the busiest link and how many are nearly full or dropped packets', () => {
    // Of the five directions one has no rate; only the 97 % one is at 80 % or more, and only it dropped.
    expect(answer('What is loaded')).toBe(
      'The busiest link goes from web to spoke-web and is sending 97 % of the time. ' +
        '1 of 4 link directions with a rate is at 80 % or more; packets were dropped at 1.',
    );
  });

  it('says that nothing was simulated rather than giving figures', () => {
    expect(answer('How fast', { ...reportFixture, run: null })).toBe(
      'Nothing was simulated for this report.',
    );
    expect(keyFigures({ ...reportFixture, run: null })).toHaveLength(2);
  });
});

describe('the key figures', () => {
  it('are bad where there are errors and call for attention where there is loss', () => {
    expect(keyFigures(reportFixture).map(({ title, value, tone }) => [title, value, tone])).toEqual([
      ['Errors', '1', 'bad'],
      ['Pairs delivered', '2', 'plain'],
      // 27 / 5009 = 0.539 %
      ['Packets lost', '0.54 %', 'attention'],
      ['Slowest p99 latency', '310 us', 'plain'],
      ['Busiest link', '97 %', 'attention'],
    ]);
  });
});

describe('figures in words', () => {
  it('never round a share to none or to all', () => {
    expect(share(0)).toBe('0 %');
    expect(share(0.00001)).toBe('below 0.01 %');
    expect(share(0.99999)).toBe('above 99.99 %');
    expect(share(1)).toBe('100 %');
    expect([0, 0.004, 0.5, 0.996, 1].map(wholePercent)).toEqual(['0 %', '<1 %', '50 %', '>99 %', '100 %']);
    // 1 / 3 to a hundredth of a per cent.
    expect(share(1 / 3)).toBe('33.33 %');
  });

  it('group thousands and join lists', () => {
    expect([7, 1234, 1_234_567].map(count)).toEqual(['7', '1,234', '1,234,567']);
    expect(listed([])).toBe('');
    expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  });

  it('write an IPv6 block as a power of two and cut long lists', () => {
    expect(addressCount(256)).toBe('256');
    expect(addressCount(2 ** 64)).toBe('2^64');
    expect(addressCount(2 ** 64 + 2 ** 20)).toBe('about 2^64');
    expect(shortList(['1', '2', '3', '4', '5', '6', '7', '8'])).toBe('1, 2, 3, 4, 5, 6 and 2 more');
  });

  it('put a share into the band that begins at or below it', () => {
    expect([null, 0, 0.2999, 0.3, 0.8, 0.95, 1.2].map((each) => utilisationBand(each).id)).toEqual([
      'load-unknown',
      'load-low',
      'load-low',
      'load-moderate',
      'load-high',
      'load-full',
      'load-full',
    ]);
  });
});

const about = (input: typeof reportFixture): string => assumptionsOf(input).join(' ');

describe('what goes with the figures', () => {
  it('is the smallest MTU of each direction, and null where no link was crossed', () => {
    expect(pathMtus(reportFixture.traces).map(({ from, to, smallest }) => [from, to, smallest])).toEqual([
      ['web', 'database', 8500],
      ['database', 'web', null],
    ]);
  });

  it('is the assumptions that bear on the design, those of the simulation only where there was one', () => {
    expect(about(reportFixture)).toContain('stated rate');
    expect(about({ ...reportFixture, run: null })).not.toContain('stated rate');
    expect(about(reportFixture)).not.toContain('data path');
    const hosts = { esx: { kind: 'hypervisor' as const, site: 'berlin' } };
    expect(about({ ...reportFixture, scenario: { ...reportFixture.scenario, hosts } })).toContain(
      'data path',
    );
  });
});
