import {
  type DynamicModule,
  type FactoryProvider,
  Module,
  type ModuleMetadata,
  type Provider,
  type Type,
} from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { createDinhDanh, type DinhDanh, type DinhDanhOptions } from '../../application/composition/create.js';
import type { Ports } from '../../application/composition/ports.js';
import type { HttpSettings } from '../http/http-settings.js';
import { checkSettings, restControllers, restProviders, sandboxControllers } from '../http/rest.js';
import { DINH_DANH, HTTP_SETTINGS } from '../http/tokens.js';
import { cqrsHandlers } from './cqrs/handlers.js';
import { CoreLifecycle } from './lifecycle.js';

/** A core that was made already, or what to make one of. */
export type CoreSource = { readonly core: DinhDanh } | { readonly ports: Ports; readonly options: DinhDanhOptions };

export type DinhDanhModuleOptions = CoreSource & {
  /** Serves the REST API beside the host's own routes; left out: no route is added. */
  readonly http?: HttpSettings;
};

export interface DinhDanhModuleAsyncOptions<Injected extends unknown[] = never[]> {
  readonly imports?: ModuleMetadata['imports'];
  readonly inject?: FactoryProvider['inject'];
  readonly useFactory: (...injected: Injected) => DinhDanhModuleOptions | Promise<DinhDanhModuleOptions>;
  /**
   * Which routes there are has to be known before the factory runs: `rest` needs `http` in what it returns, `sandbox` also
   * `http.sandbox`. Default: none.
   */
  readonly routes?: 'none' | 'rest' | 'sandbox';
}

const OPTIONS = Symbol('DinhDanhModuleOptions');

/**
 * The core in a NestJS application: command and query classes on the host's `CommandBus` and `QueryBus`, the core itself
 * under the token `DINH_DANH`, its background work started and stopped with the application, and the REST API if asked for.
 */
@Module({})
export class DinhDanhModule {
  static forRoot(options: DinhDanhModuleOptions): DynamicModule {
    const routes = options.http === undefined ? 'none' : options.http.sandbox === undefined ? 'rest' : 'sandbox';
    return moduleOver({ provide: OPTIONS, useValue: options }, routes);
  }

  static forRootAsync<Injected extends unknown[]>({
    imports,
    inject,
    useFactory,
    routes = 'none',
  }: DinhDanhModuleAsyncOptions<Injected>): DynamicModule {
    const provider: FactoryProvider = {
      provide: OPTIONS,
      useFactory: useFactory as FactoryProvider['useFactory'],
      ...(inject !== undefined && { inject }),
    };
    return moduleOver(provider, routes, imports);
  }
}

function moduleOver(
  options: Provider,
  routes: NonNullable<DinhDanhModuleAsyncOptions['routes']>,
  imports: ModuleMetadata['imports'] = [],
): DynamicModule {
  const controllers: readonly Type[] = {
    none: [],
    rest: restControllers,
    sandbox: [...restControllers, ...sandboxControllers],
  }[routes];
  const served = controllers.length > 0;
  return {
    module: DinhDanhModule,
    imports: [CqrsModule, ...imports],
    controllers: [...controllers],
    providers: [
      options,
      { provide: DINH_DANH, useFactory: coreOf, inject: [OPTIONS] },
      CoreLifecycle,
      ...cqrsHandlers,
      ...(served
        ? [{ provide: HTTP_SETTINGS, useFactory: settingsOf, inject: [OPTIONS, DINH_DANH] }, ...restProviders]
        : []),
    ],
    exports: [DINH_DANH, CqrsModule, ...(served ? [HTTP_SETTINGS] : [])],
  };
}

const coreOf = (options: DinhDanhModuleOptions): DinhDanh =>
  'core' in options ? options.core : createDinhDanh(options.ports, options.options);

function settingsOf({ http }: DinhDanhModuleOptions, core: DinhDanh): HttpSettings {
  if (http === undefined) throw new Error('DinhDanhModule serves routes, so its factory has to return `http` too');
  checkSettings(core, http);
  return http;
}
