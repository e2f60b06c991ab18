import { describe, expect, it } from 'vitest';
import { candidatesFor } from '../../src-renderer/document/reference-candidates.ts';
import { fieldsOf, nounOf } from '../../src-renderer/document/field-table.ts';
import { recordsOf } from '../../src-renderer/document/records.ts';
import { collectionNames, parseScenario, scenarioJsonSchema } from '../../src-sim/index.ts';

interface Schema {
  readonly $ref?: string;
  readonly const?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/** Kinds of record that the published schema knows, read out of its collections. */
function schemaKinds(): string[] {
  const root = scenarioJsonSchema() as { readonly $defs: Readonly<Record<string, Schema>> } & Schema;
  const resolved = (schema: Schema): Schema =>
    schema.$ref === undefined ? schema : resolved(root.$defs[schema.$ref.replace('#/$defs/', '')]);
  const kindsOf = (schema: Schema): string[] => {
    const { properties, oneOf, anyOf } = resolved(schema);
    const kind = properties?.['kind']?.const;
    return kind === undefined ? (oneOf ?? anyOf ?? []).flatMap(kindsOf) : [kind];
  };
  const collections = resolved(root).properties ?? {};
  return collectionNames.flatMap((name) => {
    const { additionalProperties } = resolved(collections[name]);
    return additionalProperties === undefined ? [] : kindsOf(additionalProperties);
  });
}

describe('the inspector', () => {
  it('has a name for every kind of record there is, and fields for all but the internet', () => {
    const kinds = schemaKinds();
    expect(kinds).toContain('aws-vpc');
    expect(kinds.filter((kind) => nounOf(kind) === kind)).toEqual([]);
    const without = kinds.filter((kind) => fieldsOf(kind).length === 0);
    expect(without.sort()).toEqual(['internet']);
  });

  it('offers a set of parts only from the network the record is in, and what is chosen already', () => {
    const { scenario } = parseScenario(`netwright: 1
name: Two networks
sites: { r: { kind: aws-region, region: eu-central-1 } }
networks:
  a: { kind: aws-vpc, site: r, cidrs: [10.0.0.0/16] }
  b: { kind: aws-vpc, site: r, cidrs: [10.1.0.0/16] }
subnets:
  in-a: { kind: aws-subnet, network: a, cidr: 10.0.0.0/24 }
securityGroups:
  of-a: { kind: aws-security-group, network: a }
  of-b: { kind: aws-security-group, network: b }
  also-b: { kind: aws-security-group, network: b }
workloads:
  vm: { kind: virtual-machine, subnet: in-a, securityGroups: [also-b] }
`);
    const records = recordsOf(scenario!);
    const field = fieldsOf('virtual-machine').find((known) => known.field === 'securityGroups')!;
    if (field.type !== 'references') throw new Error('not a set of references');
    const offered = candidatesFor(records.get('vm')!, field, records).map(({ id }) => id);
    expect(offered).toEqual(['of-a', 'also-b']);
  });
});
