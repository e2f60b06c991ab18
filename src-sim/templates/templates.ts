/** Every template, in the order of the list. */
import { awsCentralEgressInspection } from './aws-central-egress-inspection.ts';
import { awsCloudWan } from './aws-cloud-wan.ts';
import { awsTgw } from './aws-tgw.ts';
import { azureHubSpoke } from './azure-hub-spoke.ts';
import { azureVirtualWan } from './azure-virtual-wan.ts';
import { gcpNcc } from './gcp-ncc.ts';
import { gcpPeering } from './gcp-peering.ts';
import { gcpVpn } from './gcp-vpn.ts';
import { sharedServices } from './shared-services.ts';
import { spineLeafEvpn } from './spine-leaf-evpn.ts';
import type { Template, TemplateDescription } from './template.ts';
import { tenantTransit } from './tenant-transit.ts';
import { twoCloudsExchange } from './two-clouds-exchange.ts';
import { twoHosts } from './two-hosts.ts';
import { vlanOffice } from './vlan-office.ts';
import { vmwareGlobalReach } from './vmware-global-reach.ts';
import { vxlanTwoSites } from './vxlan-two-sites.ts';

export const templates: readonly Template[] = [
  twoHosts,
  vlanOffice,
  vxlanTwoSites,
  awsTgw,
  sharedServices,
  tenantTransit,
  awsCentralEgressInspection,
  awsCloudWan,
  azureHubSpoke,
  azureVirtualWan,
  gcpPeering,
  gcpVpn,
  gcpNcc,
  vmwareGlobalReach,
  twoCloudsExchange,
  spineLeafEvpn,
];

export const describeTemplates = (): TemplateDescription[] =>
  templates.map(({ id, title, description, parameters }) => ({
    id,
    title,
    description,
    parameters: parameters(),
  }));
