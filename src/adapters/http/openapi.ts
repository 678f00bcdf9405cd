import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

const description = `Registers citizens, enterprises and agencies for the public-service portal, logs them in, and replays
what happened to their accounts.

* A refusal is a problem of RFC 9457 with a stable \`code\`, a sentence in Vietnamese and in English, and what a person
  can do about it. 5xx tells nothing of the inside.
* Every POST takes an \`Idempotency-Key\`: repeated with the same body it is answered as the first time, for a day; a
  session's token is given out only once.
* Answers to writing carry \`position\`; reads take it as \`atLeast\` and then show the effect.
* Times are ISO 8601. What is personal is never cached.`;

/** The OpenAPI document of the controllers in an application. */
export function describeRest(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Định Danh')
    .setDescription(description)
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'The token of `POST /v1/logins/confirm`' })
    .build();
  return SwaggerModule.createDocument(app, config);
}

/** Serves it at `/docs` for people and at `/docs-json` for programs; nothing is loaded from elsewhere. */
export function serveDocs(app: INestApplication): void {
  SwaggerModule.setup('docs', app, describeRest(app), { jsonDocumentUrl: 'docs-json', customSiteTitle: 'Định Danh' });
}
