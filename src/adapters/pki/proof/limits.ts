/** As it comes from the client, in characters. A CMS with a chain of four takes about 12,000. */
export const maxProofLength = 128 * 1024;
export const maxCertificates = 10;
export const maxAttributes = 32;
