import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import 'reflect-metadata';
import type { HttpSettings } from '../http/http-settings.js';
import { endConnectionsWhenClosing } from '../http/last-answers.js';
import { serveDocs } from '../http/openapi.js';
import { ProblemFilter } from '../http/problems/problem.filter.js';
import { sendProblem } from '../http/problems/send-problem.js';
import { logRequests, type RequestLine } from '../http/request-log.js';
import type { HttpReply, HttpRequest } from '../http/request/wire.js';
import { HTTP_SETTINGS } from '../http/tokens.js';
import { DinhDanhModule, type DinhDanhModuleOptions } from './module.js';

export interface ServerOptions {
  readonly module: DinhDanhModuleOptions & { readonly http: HttpSettings };
  /**
   * Which proxies' `X-Forwarded-For` is believed; none by default, because whoever may write that header chooses the network
   * that their guesses are charged to.
   */
  readonly trustProxy?: boolean | string;
  readonly onRequest?: (line: RequestLine) => void;
  /** Of Nest itself; silent when left out. */
  readonly logger?: LoggerService;
}

const largestBody = 128 * 1024;

/** The REST API as an application of its own: every answer a problem where it is none, documents at `/docs`. */
export async function createServer(options: ServerOptions): Promise<NestFastifyApplication> {
  const { module, trustProxy = false, onRequest, logger } = options;
  const adapter = new FastifyAdapter({
    trustProxy,
    bodyLimit: largestBody,
    requestTimeout: 30_000,
    // A request on an open connection is still answered while the server closes, and told to be the last.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 256 },
    frameworkErrors: (error: unknown, request: unknown, reply: unknown) => {
      sendProblem(error, request as HttpRequest, reply as HttpReply, module.http.onError);
    },
  });
  endConnectionsWhenClosing(adapter.getInstance());
  if (onRequest !== undefined) logRequests(adapter.getInstance(), onRequest);
  const app = await NestFactory.create<NestFastifyApplication>(DinhDanhModule.forRoot(module), adapter, {
    logger: logger ?? false,
    abortOnError: false,
  });
  // What OCSP clients send to the sandbox's responders.
  if (module.http.sandbox !== undefined)
    app.useBodyParser('application/ocsp-request', { bodyLimit: largestBody }, (_request, body, done) =>
      done(null, body),
    );
  app.useGlobalFilters(new ProblemFilter(app.get<HttpSettings>(HTTP_SETTINGS)));
  serveDocs(app);
  return app;
}

/** The port that a listening application was given. */
export const portOf = (app: NestFastifyApplication): number => {
  const address = app.getHttpServer().address();
  return address === null || typeof address === 'string' ? 0 : address.port;
};
