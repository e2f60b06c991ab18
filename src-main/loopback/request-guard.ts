/**
 * Who may talk to the loopback server. Any page in any browser of this machine, and any other user of it, can send
 * requests to a port; so a request must name our own host (a foreign name pointed here by DNS does not), must not
 * come from another origin, and must carry the cookie that only the holder of a token gets.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface RequestGuard {
  /** Token for an address. One that other users can read in the process list must be good for one visit only. */
  mintToken(uses: 'one' | 'many'): string;
  /** Value of the Set-Cookie header for a good token, else null. */
  admit(token: string): string | null;
  /** Why the request is refused; null where it is welcome. */
  refusal(method: string, headers: IncomingHttpHeaders): string | null;
  hasCookie(headers: IncomingHttpHeaders): boolean;
}

export function createRequestGuard(port: number): RequestGuard {
  const host = `127.0.0.1:${port}`;
  // Cookies are shared between the ports of a host, hence the port in the name.
  const cookieName = `netwright-${port}`;
  const cookieValue = secret();
  const tokens = new Map<string, 'one' | 'many'>();

  return {
    mintToken(uses) {
      const token = secret();
      tokens.set(token, uses);
      return token;
    },
    admit(given) {
      for (const [token, uses] of tokens) {
        if (!same(token, given)) continue;
        if (uses === 'one') tokens.delete(token);
        return `${cookieName}=${cookieValue}; HttpOnly; SameSite=Strict; Path=/`;
      }
      return null;
    },
    refusal(method, headers) {
      if (headers.host !== host) return 'This server answers to its own address only.';
      const { origin } = headers;
      if (origin !== undefined && origin !== `http://${host}`)
        return 'Requests from other pages are refused.';
      if (method !== 'GET' && origin === undefined) return 'Requests without an origin are refused.';
      const site = headers['sec-fetch-site'];
      if (method !== 'GET' && site !== undefined && site !== 'same-origin') {
        return 'Requests from other sites are refused.';
      }
      return null;
    },
    hasCookie(headers) {
      const pairs = (headers.cookie ?? '').split(/; */);
      return pairs.some((pair) => same(pair, `${cookieName}=${cookieValue}`));
    },
  };
}

const secret = (): string => randomBytes(32).toString('base64url');

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
