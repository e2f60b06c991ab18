/**
 * Countries that form one jurisdiction, by ISO 3166-1 code. Source: European Union, "EU countries"
 * (https://european-union.europa.eu/principles-countries-history/eu-countries_en), 27 members since 2020-02-01; the EEA adds
 * the EFTA states that are in it (https://www.efta.int/about-efta/european-economic-area).
 */
const european = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(
  ' ',
);

const groups: ReadonlyMap<string, readonly string[]> = new Map([
  ['EU', european],
  ['EEA', [...european, 'IS', 'LI', 'NO']],
]);

/** The countries that codes stand for, groups spelt out. */
export const countriesOf = (codes: readonly string[]): ReadonlySet<string> =>
  new Set(codes.flatMap((code) => groups.get(code) ?? [code]));
