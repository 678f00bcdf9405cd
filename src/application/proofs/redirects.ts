/**
 * Where SmartCA and VNeID may send people back to. Without a list any address is taken, and the provider's own list of
 * registered addresses is what stops a foreign one.
 */
export const mayRedirect = (allowed: readonly string[] | undefined, uri: string): boolean =>
  allowed === undefined || allowed.includes(uri);
