export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What this adapter reads of Fastify's request. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly ip: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly query: Readonly<Record<string, unknown>> | null;
  /** The pattern, such as `/v1/registrations/:id`; absent for an unknown address. */
  readonly routeOptions?: { readonly url?: string | undefined };
  readonly raw: object;
}

/** What it does with Fastify's reply. */
export interface HttpReply {
  readonly statusCode: number;
  readonly elapsedTime: number;
  readonly sent: boolean;
  readonly raw: { readonly headersSent: boolean };
  code(status: number): HttpReply;
  header(name: string, value: string): HttpReply;
  send(body?: unknown): unknown;
}

/** One value of a header, the first where it came twice. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
}
