/** How many hours price lists count for a month. */
import pricing from './pricing.json' with { type: 'json' };

export const { hoursPerMonth } = pricing;
