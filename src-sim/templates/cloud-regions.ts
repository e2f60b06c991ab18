/** Regions as parameters: the ids of a provider, and the name of the place for the drawing. */
import { region as regionOf, regions } from '../facts/regions.ts';
import type { ChoiceParameter } from './template.ts';

export type Provider = 'aws' | 'azure' | 'gcp';

const called: Readonly<Record<Provider, string>> = { aws: 'AWS', azure: 'Azure', gcp: 'Google Cloud' };

export function regionParameter(
  provider: Provider,
  usual: string,
  name = 'region',
  meaning = `${called[provider]} region everything stands in`,
): ChoiceParameter {
  const choices = regions()
    .filter((each) => each.provider === provider)
    .map(({ id }) => id);
  return { kind: 'choice', name, meaning, default: usual, choices };
}

/** `Frankfurt`, of aws and eu-central-1. */
export function placeOf(provider: Provider, id: string): string {
  const metro = regionOf(`${provider}:${id}`)?.metro ?? id;
  return /^[\p{L}\p{N}][\p{L}\p{N} .'-]*$/u.test(metro) ? metro : JSON.stringify(metro);
}
