// Speakers and sessions in a line each, for tests of the exchange of routes.
import { ownAnnouncement } from '../../../src-sim/routing/announcement.ts';
import { exchangeRoutes } from '../../../src-sim/routing/exchange.ts';
import type { Outcome, RibEntry } from '../../../src-sim/routing/outcome.ts';
import { type Session, sessionTypeBetween, type Speaker } from '../../../src-sim/routing/speaker.ts';
import { prefixOf } from '../../support/fabric-builder.ts';

type SpeakerFigures = Partial<Omit<Speaker, 'id' | 'asn' | 'originates'>> & { originates?: string[] };
type SessionFigures = Partial<Omit<Session, 'from' | 'to'>>;

export class SmallInternet {
  readonly speakers: Speaker[] = [];
  readonly sessions: Session[] = [];

  /** Router ids count up in the order of adding. */
  speaker(id: string, asn: number, { originates = [], ...rest }: SpeakerFigures = {}): this {
    const own = originates.map((text) => ownAnnouncement(prefixOf(text)));
    this.speakers.push({ id, asn, routerId: this.speakers.length + 1, originates: own, ...rest });
    return this;
  }

  /** One way: `to` hears `from`. */
  tells(from: string, to: string, figures: SessionFigures = {}): this {
    const asnOf = (id: string): number => this.speakers.find((speaker) => speaker.id === id)!.asn;
    this.sessions.push({
      id: `${from}>${to}`,
      type: sessionTypeBetween(asnOf(from), asnOf(to)),
      via: this.sessions.length,
      ...figures,
      from,
      to,
    });
    return this;
  }

  peers(a: string, b: string, toB: SessionFigures = {}, toA: SessionFigures = {}): this {
    return this.tells(a, b, toB).tells(b, a, toA);
  }

  exchange(): Outcome {
    return exchangeRoutes(this.speakers, this.sessions);
  }

  /** The entry of one speaker for a prefix; undefined where it has none. */
  entry(speaker: string, prefix: string, outcome = this.exchange()): RibEntry | undefined {
    const { bits, length } = prefixOf(prefix);
    return outcome.ribs
      .get(speaker)!
      .find((each) => each.prefix.bits === bits && each.prefix.length === length);
  }
}
