/** What the codes mean that design rules, facts of the user's own and the building of the fabric can raise. */
import type { ProblemExplanation } from '../scenario/problem.ts';
import { intentExplanations } from './intents/judge-intents.ts';
import { rules } from './rules.ts';

const aroundTheRules: readonly ProblemExplanation[] = [
  {
    code: 'facts/bad-value',
    title: 'A value of your own cannot replace a fact',
    why: 'Values under facts stand in for published figures everywhere. One that names no fact, or is of another kind, would silently change nothing or everything.',
    cure: 'Name a fact that exists and give a value in the unit it has, or remove the entry.',
  },
  {
    code: 'model/not-simulated',
    title: 'Part of the drawing is not simulated',
    why: 'The record is drawn and checked, but no engine gives it a meaning yet. Answers are what they would be without it.',
    cure: 'Nothing is wrong with the design; take the answers as those of the rest.',
  },
  {
    code: 'hosts/unused-wire',
    title: 'A wire to a host that nothing in it uses',
    why: 'Wires to a host end at one of its virtual switches. This one is no uplink of any, so nothing passes it.',
    cure: 'Name the wire among the uplinks of a switch of that host, or remove it.',
  },
  {
    code: 'model/link-setting',
    title: 'A queue or an impairment cannot be built as it is written',
    why: 'Each value can stand there by itself, but together they contradict each other or mean nothing: a burst smaller than a packet, a ceiling below its rate, more weights than queues.',
    cure: 'Change the figures as the message says; docs/models/links.md tells what each of them does.',
  },
  {
    code: 'model/no-latency',
    title: 'No latency is known for a connection',
    why: 'Neither a measurement nor an estimate exists for these two regions, so the connection is simulated without delay.',
    cure: 'Take times across this connection as too short.',
  },
  {
    code: 'traffic/address-family',
    title: 'Sender and receiver have no addresses of one family',
    why: 'Packets are IPv4 or IPv6. A machine with addresses of one family alone cannot send to an address of the other, so this traffic does not run.',
    cure: 'Put one of the machines into a subnet of the other family, or send to an address of the family the sender has.',
  },
  {
    code: 'forwarding/no-effect',
    title: 'A translation or policy route does nothing',
    why: 'It names a wire, segment or connection that its device is not plugged into, has no address to translate to, or leads to a neighbour that nothing joins the device with; such a policy route drops its packets.',
    cure: 'Name a wire, segment or connection of the device, and give it addresses of the same family.',
  },
  {
    code: 'overlay/endpoints',
    title: 'An overlay cannot be built',
    why: 'Each endpoint is a switch whose frames go in and a router that sends the outer packets from an address of its own; all outer addresses are of one family, and no two are the same.',
    cure: 'Name both, and give each router an address of its own under local.',
  },
  {
    code: 'overlay/figures',
    title: 'What an overlay costs',
    why: 'Sessions grow with the square of the switches unless reflectors stand between them, and copies of what is for all with the switches of a segment. The figures say how many that are here.',
    cure: 'Nothing is wrong; docs/models/overlays.md has the sums.',
  },
  {
    code: 'overlay/multicast',
    title: 'Copies of a multicast group are made at the head end',
    why: 'No engine copies packets inside the underlay yet. Every copy leaves the first switch and takes its place on its links, so these are busier than they would be.',
    cure: 'Take the load of the links next to the switches as too high where much is flooded.',
  },
  {
    code: 'routing/session-down',
    title: 'A BGP session cannot come up',
    why: 'A session needs two ends that speak BGP and a way between them: a wire, a connection, or a route to an address of the other one. Without it no routes are exchanged.',
    cure: 'Give both devices an AS number under bgp, and join them.',
  },
  {
    code: 'routing/own-as',
    title: 'A device refuses routes because its own AS is in them',
    why: 'BGP takes a path with the own AS in it for a loop (RFC 4271 section 9.1.2). Two sites with the same AS number therefore never learn each other from a provider between them.',
    cure: 'Give each site an AS number of its own.',
  },
  {
    code: 'routing/oscillation',
    title: 'Routers never agree on a route',
    why: 'Their policies prefer routes in a circle: whichever one is chosen, another router then offers a better one. Real routers change for ever and lose packets meanwhile; the tables shown are one moment of it.',
    cure: 'Take back one of the local preferences, or compare the same attributes everywhere.',
  },
  {
    code: 'routing/order-dependent',
    title: 'The route depends on history',
    why: 'Several choices of routes are stable, and which of them holds depends on which session came up first (RFC 4264). After a failure and its repair the network may stay in the other one.',
    cure: 'Make both sides prefer the same way: set local preference where the MED or prepends of the other side ask for it.',
  },
  {
    code: 'routing/prefix-limit',
    title: 'A session is told more prefixes than it takes',
    why: 'Beyond its limit a session goes down or ignores prefixes, so part of the network is not reached.',
    cure: 'Announce fewer and shorter prefixes over it, or refuse some by its policy.',
  },
];

export const checkExplanations: readonly ProblemExplanation[] = [
  ...rules.map(({ code, title, why, cure }) => ({ code, title, why, cure })),
  ...aroundTheRules,
  ...intentExplanations,
];
