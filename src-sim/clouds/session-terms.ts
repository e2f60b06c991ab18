/** What the document says an end of a session does with routes, as policies. */
import { addressWidth } from '../quantity/address.ts';
import type { PrefixMatch, RouteRule } from '../routing/bgp/policy.ts';
import type { RecordOf } from '../scenario/schema.ts';
import type { SessionTerms } from './junction.ts';
import { given, writtenPrefix } from './written.ts';

type SessionEnd = Extract<RecordOf<'attachments'>, { kind: 'bgp-session' }>['ends'][number];
type Written = Pick<SessionEnd, 'imports' | 'exports'>;

export function termsOf({ imports, exports }: Written): SessionTerms {
  const learned = imports ?? {};
  const told = exports ?? {};
  return given({
    imports:
      imports === undefined
        ? undefined
        : policy(learned, given({ weight: learned.weight, localPreference: learned.localPreference })),
    exports:
      exports === undefined
        ? undefined
        : policy(told, given({ med: told.med, prepends: told.prepends, addsCommunities: told.communities })),
  });
}

interface Lists {
  readonly only?: readonly string[] | undefined;
  readonly except?: readonly string[] | undefined;
}

function policy({ only, except }: Lists, change: NonNullable<RouteRule['change']>) {
  const rules: RouteRule[] = [];
  if (except !== undefined) rules.push({ match: { prefixes: except.map(orLonger) }, accepts: false });
  rules.push({
    ...(only === undefined ? {} : { match: { prefixes: only.map(orLonger) } }),
    accepts: true,
    change,
  });
  return { rules, otherwise: 'refuse' } as const;
}

function orLonger(text: string): PrefixMatch {
  const prefix = writtenPrefix(text);
  return { prefix, lengthMax: addressWidth(prefix.family) };
}
