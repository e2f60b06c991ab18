import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Edit } from '../../../src-sim/scenario/edit.ts';
import { applyEdits } from '../../../src-sim/scenario/edit-text.ts';
import type { TraceAnswer } from '../../../src-sim/report/trace-answer.ts';
import { openScenario } from '../../../src-sim/session/open.ts';
import { answerTrace } from '../../../src-sim/session/trace-answer.ts';
import type { TraceQuestion } from '../../../src-sim/trace/question.ts';

const example = (name: string): string =>
  readFileSync(new URL(`../../../scenarios/${name}/scenario.yaml`, import.meta.url), 'utf8');

const hub = example('hello-hub');
const question = { from: 'web', to: 'database', protocol: 'tcp', port: 5432 } as const;

function changed(text: string, edits: readonly Edit[]): string {
  const outcome = applyEdits(text, edits);
  if ('problem' in outcome) throw new Error(outcome.problem.message);
  return outcome.text;
}

function asked(text: string, about: TraceQuestion = question): TraceAnswer {
  const opened = openScenario(text);
  const { fabric } = opened;
  if (fabric === null) throw new Error(opened.problems.map(({ message }) => message).join('; '));
  return answerTrace(text, { ...opened, fabric }, about);
}

/** Every fix that is told has been proven; here it is proven again. */
function fixesOf(text: string, about: TraceQuestion = question): readonly string[] {
  const { fixes = [] } = asked(text, about);
  for (const { edits, verified } of fixes) {
    expect(verified).toBe(true);
    const after = asked(changed(text, edits), about);
    expect([after.forward.fate, after.reverse.fate]).toEqual(['delivered', 'delivered']);
  }
  return fixes.map(({ sentence }) => sentence);
}

const without = (...paths: (readonly (string | number)[])[]): string =>
  changed(
    hub,
    paths.map((path) => ({ op: 'remove', path })),
  );

describe('what would fix a way', () => {
  it('is nothing where it works', () => {
    expect(asked(hub).fixes).toBeUndefined();
  });

  it('is the route of a VPC that is missing', () => {
    expect(fixesOf(without(['routeTables', 'spoke-a-routes', 'routes', 0]))[0]).toBe(
      'Add a route to 10.2.0.0/16 via Transit hub to route table spoke-a-routes',
    );
  });

  it('is the route by which the answer returns', () => {
    expect(fixesOf(without(['routeTables', 'spoke-b-routes', 'routes', 0]))[0]).toBe(
      'Add a route to 10.1.0.0/16 via Transit hub to route table spoke-b-routes',
    );
  });

  it('is the propagation that is missing', () => {
    const sentences = fixesOf(without(['attachments', 'spoke-b-attachment', 'propagation']));
    expect(sentences[0]).toBe(
      'Let transit gateway route table transit-routes learn the prefixes of transit gateway attachment spoke-b-attachment',
    );
    // A route written into the table does as well.
    expect(sentences).toContain(
      'Add a route to 10.2.0.0/16 via spoke-b-attachment to transit gateway route table transit-routes',
    );
  });

  it('is the association that is missing', () => {
    expect(fixesOf(without(['attachments', 'spoke-a-attachment', 'association']))[0]).toBe(
      'Associate transit gateway attachment spoke-a-attachment with transit gateway route table transit-routes',
    );
  });

  it('is a rule for just this packet', () => {
    expect(fixesOf(hub, { ...question, port: 22 })).toEqual([
      'Add an inbound rule for tcp 22 from 10.1.1.10/32 to 10.2.1.10/32 to security group data-group',
    ]);
  });

  it('is another target of a route that drops', () => {
    const blackhole = changed(hub, [
      {
        op: 'set',
        path: ['routeTables', 'spoke-a-routes', 'routes', 1],
        value: { to: '10.2.0.0/16', drop: true },
      },
    ]);
    const sentences = fixesOf(blackhole);
    expect(sentences).toContain('Remove the route to 10.2.0.0/16 from route table spoke-a-routes');
    expect(sentences).toContain(
      'Let the route to 10.2.0.0/16 of route table spoke-a-routes lead to Transit hub',
    );
  });

  it('is two changes where two things are missing', () => {
    const text = without(
      ['routeTables', 'spoke-a-routes', 'routes', 0],
      ['routeTables', 'spoke-b-routes', 'routes', 0],
    );
    expect(fixesOf(text)[0]).toBe(
      'Add a route to 10.2.0.0/16 via Transit hub to route table spoke-a-routes, ' +
        'and add a route to 10.1.0.0/16 via Transit hub to route table spoke-b-routes',
    );
  });

  it('is a route over a peering', () => {
    const peered = changed(without(['attachments', 'spoke-a-attachment']), [
      { op: 'remove', path: ['routeTables', 'spoke-a-routes', 'routes', 0] },
      {
        op: 'set',
        path: ['attachments', 'a-to-b'],
        value: { kind: 'aws-vpc-peering', requester: 'spoke-a', accepter: 'spoke-b' },
      },
      {
        op: 'set',
        path: ['routeTables', 'spoke-b-routes', 'routes', 1],
        value: { to: '10.1.0.0/16', via: 'a-to-b' },
      },
    ]);
    expect(fixesOf(peered)[0]).toBe('Add a route to 10.2.0.0/16 via a-to-b to route table spoke-a-routes');
  });

  it('is the VLAN of a port', () => {
    // The kiosk has an address of VLAN 20 and a port in another.
    const sentences = fixesOf(example('vlan-office'), { from: 'visitor', to: 'kiosk', protocol: 'icmp' });
    expect(sentences).toContain('Put the port of floor-switch towards kiosk into VLAN 20');
  });

  it('is nothing where nothing that is there would help', () => {
    const apart = without(['attachments', 'spoke-b-attachment']);
    expect(asked(apart).fixes).toEqual([]);
  });
});
