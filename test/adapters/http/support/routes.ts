import 'reflect-metadata';
import { RequestMethod, type Type } from '@nestjs/common';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { restControllers, sandboxControllers } from '../../../../src/adapters/http/rest.js';
import { BearerGuard } from '../../../../src/adapters/http/request/bearer.guard.js';
import { StaffGuard } from '../../../../src/adapters/http/request/staff.guard.js';

/** A route as its controller declares it. */
export interface Route {
  /** `GET /v1/me/phones/{id}` */
  readonly name: string;
  /** Where it is declared: `OwnPhonesController.remove`. */
  readonly handler: string;
  /** A page for people, or a protocol with a description of its own (OCSP): not of the API, so the OpenAPI document leaves it out. */
  readonly isPage: boolean;
  readonly isOwned: boolean;
  readonly hasBody: boolean;
  readonly hasQuery: boolean;
}

const metadata = <T>(key: string, target: object): T | undefined => Reflect.getMetadata(key, target) as T | undefined;

const joined = (...parts: readonly string[]): string =>
  `/${parts.flatMap((part) => part.split('/').filter((word) => word !== '')).join('/')}`.replaceAll(/:(\w+)/g, '{$1}');

/** Every route of the controllers, read from what Nest itself routes by. */
export function routesOf(controllers: readonly Type[] = [...restControllers, ...sandboxControllers]): readonly Route[] {
  return controllers.flatMap((controller) => {
    const prototype = controller.prototype as Readonly<Record<string, unknown>>;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      if (typeof handler !== 'function') return [];
      const method = metadata<RequestMethod>('method', handler);
      if (method === undefined) return [];
      const guards = [controller, handler].flatMap((one) => metadata<unknown[]>('__guards__', one) ?? []);
      const given = Reflect.getMetadata('__routeArguments__', controller, name) as object | undefined;
      const kinds = Object.keys(given ?? {}).map((key) => Number(key.split(':')[0]));
      const [excluded] = metadata<boolean[]>('swagger/apiExcludeController', controller) ?? [];
      const hidden = metadata<{ readonly disable: boolean }>('swagger/apiExcludeEndpoint', handler)?.disable;
      const paths = [metadata<string | readonly string[]>('path', handler) ?? ''].flat();
      return paths.map((path) => ({
        name: `${RequestMethod[method]} ${joined(metadata<string>('path', controller) ?? '', path)}`,
        handler: `${controller.name}.${name}`,
        isPage: excluded === true || hidden === true,
        isOwned: guards.includes(BearerGuard) || guards.includes(StaffGuard),
        hasBody: kinds.includes(RouteParamtypes.BODY),
        hasQuery: kinds.includes(RouteParamtypes.QUERY),
      }));
    });
  });
}
