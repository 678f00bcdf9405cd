import type { Certificate } from '../x509/certificate.js';
import type { DistributionPoint } from '../x509/distribution-points.js';
import type { GeneralName } from '../x509/general-name.js';
import { Oid } from '../x509/oids.js';

/** A certificate that names more is not asked about everywhere. */
const maxAddresses = 4;
const maxAddressLength = 1_024;

const webAddress = (name: GeneralName): readonly string[] =>
  name.kind === 'uri' && name.value.length <= maxAddressLength && /^https?:\/\//i.test(name.value) ? [name.value] : [];

/** Where a certificate says its responders are. Only http and https, since a certificate may say anything. */
export const responderAddresses = ({ extensions }: Certificate): readonly string[] =>
  (extensions.authorityInfoAccess ?? [])
    .filter(({ method }) => method === Oid.accessOcsp)
    .flatMap(({ location }) => webAddress(location))
    .slice(0, maxAddresses);

/** Where the lists of some distribution points are: one of the addresses of each point will do. */
export const listAddresses = (points: readonly DistributionPoint[] = []): readonly (readonly string[])[] =>
  points
    .map(({ name }) => (name?.kind === 'full' ? name.names.flatMap(webAddress).slice(0, maxAddresses) : []))
    .filter((addresses) => addresses.length > 0)
    .slice(0, maxAddresses);
