/** What the sandbox's login pages read from the address they were opened with. */
export interface AuthorizeRequest {
  readonly state: string;
  readonly redirectUri: string;
  readonly nonce: string;
}

/** Where a sandbox page lives; a function for a server that learns its port late. */
export type BaseUrl = string | (() => string);

export function authorizeUrl(baseUrl: BaseUrl, path: string, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(path, typeof baseUrl === 'string' ? baseUrl : baseUrl());
  url.searchParams.set('response_type', 'code');
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

export function readAuthorizeUrl(text: string): AuthorizeRequest {
  const { searchParams } = new URL(text);
  const read = (name: string): string => searchParams.get(name) ?? '';
  return { state: read('state'), redirectUri: read('redirect_uri'), nonce: read('nonce') };
}

/** The page sends the person back with a code, or says why not. */
export type PageLogin =
  | { readonly kind: 'redirect'; readonly url: string; readonly code: string; readonly state: string }
  | { readonly kind: 'refused'; readonly reason: 'noAccount' | 'badRequest' };

export function redirectBack({ redirectUri, state }: AuthorizeRequest, code: string): PageLogin {
  const url = new URL(redirectUri);
  url.searchParams.set('code', code);
  url.searchParams.set('state', state);
  return { kind: 'redirect', url: url.href, code, state };
}
