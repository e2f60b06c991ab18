/**
 * Sessions of an EVPN and who hears whom over them. Without reflectors every two switches have one, and nobody passes on what
 * came by iBGP (RFC 4271 section 9.2). With reflectors each switch has one with each of them, and they have them with each
 * other (RFC 4456 section 4): what a client tells, its reflectors tell to all clients and to all other reflectors, who tell
 * their own clients.
 */

export interface EvpnSession {
  readonly a: string;
  readonly b: string;
}

export function evpnSessions(members: readonly string[], reflectors: readonly string[]): EvpnSession[] {
  const clients = members.filter((member) => !reflectors.includes(member));
  const between = (all: readonly string[]): EvpnSession[] =>
    all.flatMap((a, n) => all.slice(n + 1).map((b) => ({ a, b })));
  if (reflectors.length === 0) return between(clients);
  return [...clients.flatMap((a) => reflectors.map((b) => ({ a, b }))), ...between(reflectors)];
}

/** By member: the others whose routes it hears over the sessions that are up, in the order of the members. */
export function hearers(
  members: readonly string[],
  reflectors: readonly string[],
  sessions: readonly EvpnSession[],
): ReadonlyMap<string, readonly string[]> {
  const neighbours = new Map<string, Set<string>>();
  const add = (from: string, to: string): void => {
    neighbours.set(from, (neighbours.get(from) ?? new Set()).add(to));
  };
  for (const { a, b } of sessions) {
    add(a, b);
    add(b, a);
  }
  const isReflector = new Set(reflectors);
  const told = (origin: string): Set<string> => {
    const heard = new Set<string>(neighbours.get(origin) ?? []);
    // A reflector that heard it from a client tells everybody; one that heard it from a reflector tells its clients only.
    const ofClient = isReflector.has(origin) ? [] : [...heard].filter((each) => isReflector.has(each));
    const second = new Set<string>();
    for (const reflector of ofClient) {
      for (const each of neighbours.get(reflector) ?? []) {
        if (isReflector.has(each) && !heard.has(each)) second.add(each);
        heard.add(each);
      }
    }
    for (const reflector of isReflector.has(origin) ? heard : second) {
      if (!isReflector.has(reflector)) continue;
      for (const each of neighbours.get(reflector) ?? []) if (!isReflector.has(each)) heard.add(each);
    }
    heard.delete(origin);
    return heard;
  };
  const heardFrom = new Map(members.map((member): [string, string[]] => [member, []]));
  for (const origin of members) {
    const listeners = told(origin);
    for (const member of members) if (listeners.has(member)) heardFrom.get(member)!.push(origin);
  }
  return heardFrom;
}
