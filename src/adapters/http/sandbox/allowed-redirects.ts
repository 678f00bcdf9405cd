/**
 * Where the sandbox's login pages may send people: exactly the addresses registered, as a real provider would. With none
 * registered, this machine and this server only, so that a link to a page of the sandbox leads nowhere else.
 */
export const allowedRedirects =
  (registered: readonly string[] = [], ownUrl: () => string = () => 'http://localhost') =>
  (uri: string): boolean => {
    if (registered.length > 0) return registered.includes(uri);
    if (!URL.canParse(uri)) return false;
    const { protocol, origin, hostname } = new URL(uri);
    if (!/^https?:$/.test(protocol)) return false;
    return isThisMachine(hostname) || origin === new URL(ownUrl()).origin;
  };

const isThisMachine = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);

/** The `redirect_uri` that a login page was opened with; nothing where there is none. */
export const redirectOf = (authorizeUrl: string): string =>
  URL.canParse(authorizeUrl) ? (new URL(authorizeUrl).searchParams.get('redirect_uri') ?? '') : '';
