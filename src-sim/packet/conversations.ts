/** The TCP connections of a run, found by the entity of a timer that rings and by the stream of a segment that arrives. */
import { Conversation, type ConversationPlan, type ConversationPort, entitiesOf } from './conversation.ts';
import type { Endpoint } from './endpoint.ts';
import type { Segment } from './transport/tcp/segment.ts';

export type { ConversationPlan, ConversationPort } from './conversation.ts';

/** Where an endpoint is: its conversation, and its place there. */
interface Place {
  readonly conversation: Conversation;
  readonly endpoint: Endpoint;
  readonly place: number;
}

/** Entities of the event queue that conversations take. */
export const conversationEntities = (plans: readonly ConversationPlan[]): number =>
  plans.reduce((sum, plan) => sum + entitiesOf(plan), 0);

export class Conversations {
  /** In the order of their flows. */
  readonly all: readonly Conversation[];
  private readonly firstEntity: number;
  /** Per stream; gaps are streams of flows that are packets. */
  private readonly places: (Place | undefined)[] = [];
  /** Per entity. */
  private readonly owners: readonly Conversation[];

  constructor(plans: readonly ConversationPlan[], port: ConversationPort) {
    this.firstEntity = port.firstEntity;
    const owners: Conversation[] = [];
    this.all = plans.map((plan) => {
      const conversation = new Conversation(plan, port, port.firstEntity + owners.length);
      for (let entity = 0; entity < conversation.entities; entity++) owners.push(conversation);
      for (const [place, endpoint] of conversation.endpoints.entries()) {
        this.places[endpoint.stream] = { conversation, endpoint, place };
      }
      return conversation;
    });
    this.owners = owners;
  }

  get count(): number {
    return this.all.length;
  }

  /** An entity of the connections is due. */
  handle(entity: number): void {
    this.owners[entity - this.firstEntity].handle(entity);
  }

  /** A segment has arrived at the end that sends the stream. */
  arrived(stream: number, segment: Segment): void {
    const place = this.places[stream];
    if (place === undefined) return;
    if (place.endpoint.receive(segment)) place.conversation.arrived(place.place);
  }

  /** A router told the sender of a stream that its packets do not get where they should. */
  unreachable(stream: number): void {
    this.places[stream]?.endpoint.unreachable();
  }

  /** A router told the sender of a stream what its path carries. */
  tooBig(stream: number, mtu: number): void {
    const place = this.places[stream];
    if (place === undefined) return;
    place.endpoint.tooBig(mtu);
  }
}
