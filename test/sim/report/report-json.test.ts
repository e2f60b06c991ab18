import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { outputSchemas } from '../../../src-sim/report/output-schemas.ts';
import { reportJson } from '../../../src-sim/report/report-json.ts';
import { scenarioJsonSchema } from '../../../src-sim/scenario/json-schema.ts';
import { reportFixture } from './fixture.ts';

const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(
  outputSchemas.report,
);

describe('the JSON report', () => {
  it('is what its schema says', () => {
    expect(validate(JSON.parse(reportJson(reportFixture))), JSON.stringify(validate.errors)).toBe(true);
    expect(validate(JSON.parse(reportJson({ ...reportFixture, run: null })))).toBe(true);
  });

  it('holds documents that are what the schema of the format says', () => {
    const isScenario = new Ajv2020({ strict: false }).compile(scenarioJsonSchema());
    const { scenario, planned } = JSON.parse(reportJson(reportFixture)) as Record<string, unknown>;
    expect([isScenario(scenario), isScenario(planned)]).toEqual([true, true]);
  });

  it('carries the answers unchanged', () => {
    const report = JSON.parse(reportJson(reportFixture)) as Record<string, unknown>;
    for (const part of [
      'scenario',
      'planned',
      'problems',
      'addressPlan',
      'reach',
      'traces',
      'run',
      'facts',
    ] as const) {
      expect(report[part]).toEqual(reportFixture[part]);
    }
    expect(report['reproduction']).toEqual(reportFixture.reproduction);
  });

  it('is the same text whatever order the keys came in', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, each]) => [key, reversed(each)]),
      );
    };
    // The summary counts sites in the document's order, so the scenario itself keeps its order here.
    const { scenario, planned } = reportFixture;
    const shuffled = { ...(reversed(reportFixture) as typeof reportFixture), scenario, planned };
    expect(reportJson(shuffled)).toBe(reportJson(reportFixture));
  });
});
