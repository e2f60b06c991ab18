/**
 * What stands in what: the records of a document that occupy a place, as a tree of boxes. Records that are rules or
 * stock (route tables, security groups, pools, traffic, events, measurements) are not drawn; what connects is in
 * drawing-edges.ts.
 */
import type { CollectionName, Scenario } from '../../scenario/schema.ts';

export interface DrawnBox {
  /** Document path of the record. */
  readonly record: string;
  readonly collection: DrawnCollection;
  readonly id: string;
  readonly title: string;
  /** Prefixes, address or region; else what it is. */
  readonly subtitle: string;
  readonly children: readonly DrawnBox[];
}

/** Fields that name the box a record stands in, the nearest first. */
const standsIn = {
  sites: ['within'],
  networks: ['site'],
  subnets: ['network'],
  gateways: ['network', 'site'],
  devices: ['site'],
  hosts: ['site'],
  switches: ['host'],
  workloads: ['subnet', 'host'],
} as const satisfies Partial<Record<CollectionName, readonly string[]>>;

export type DrawnCollection = keyof typeof standsIn;

export const drawnCollections = Object.keys(standsIn) as readonly DrawnCollection[];

type Fields = Readonly<Record<string, unknown>>;

interface Draft {
  readonly collection: DrawnCollection;
  readonly id: string;
  readonly fields: Fields;
  readonly children: Draft[];
}

/** Deeper nesting is no drawing any more; what is deeper stands at the top. */
const DEPTH_MAX = 24;

/** A record whose container is missing, or that contains itself, stands at the top too: every record is shown once. */
export function drawingTree(scenario: Scenario): DrawnBox[] {
  const drafts = new Map<string, Draft>();
  for (const collection of drawnCollections) {
    for (const [id, fields] of Object.entries(scenario[collection] ?? {})) {
      drafts.set(id, { collection, id, fields: fields as Fields, children: [] });
    }
  }
  const roots: Draft[] = [];
  for (const draft of drafts.values()) {
    const container = containerOf(draft, drafts);
    if (container === null || isDeepOrCyclic(container, drafts)) roots.push(draft);
    else container.children.push(draft);
  }
  return roots.map(finished);
}

function containerOf(draft: Draft, drafts: ReadonlyMap<string, Draft>): Draft | null {
  for (const field of standsIn[draft.collection]) {
    const id = draft.fields[field];
    const container = typeof id === 'string' ? drafts.get(id) : undefined;
    if (container !== undefined) return container;
  }
  return null;
}

/** Whether more than the greatest number of containers stand around it, endlessly many in a cycle. */
function isDeepOrCyclic(start: Draft, drafts: ReadonlyMap<string, Draft>): boolean {
  let at: Draft | null = start;
  for (let depth = 0; depth < DEPTH_MAX && at !== null; depth += 1) at = containerOf(at, drafts);
  return at !== null;
}

function finished(draft: Draft): DrawnBox {
  const { collection, id, fields } = draft;
  return {
    record: `${collection}.${id}`,
    collection,
    id,
    title: text(fields['name']) ?? id,
    subtitle: subtitleOf(fields),
    children: draft.children.map(finished),
  };
}

function subtitleOf(fields: Fields): string {
  const blocks = fields['cidrs'];
  if (Array.isArray(blocks)) return blocks.filter((block) => typeof block === 'string').join(' · ');
  const own = text(fields['cidr']) ?? text(fields['address']) ?? text(fields['region']);
  return own ?? kindWords(text(fields['kind']) ?? '');
}

/** `aws-transit-gateway` is "AWS transit gateway". */
const kindWords = (kind: string): string =>
  kind.replaceAll('-', ' ').replace(/\b(?:aws|gcp|vpc|vpn|lan)\b/g, (word) => word.toUpperCase());

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
