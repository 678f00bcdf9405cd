import { Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { HttpReply, HttpRequest } from '../request/wire.js';
import { SandboxController, WithSandbox } from './sandbox-controller.js';

/** Where the service lies; the addresses inside certificates are under a host of their own, which leads here. */
export const statusPath = '/sandbox/pki';

/** OCSP (RFC 6960 A.1, GET and POST), revocation lists and authority certificates, as software asks for them. */
@SandboxController('sandbox/pki')
@ApiExcludeController()
export class SandboxPkiController extends WithSandbox {
  @Get([':service/:name', 'ocsp/:name/*'])
  get(@Req() request: HttpRequest, @Res() reply: HttpReply): void {
    this.answer(request, reply);
  }

  @Post('ocsp/:name')
  post(@Req() request: HttpRequest, @Res() reply: HttpReply): void {
    this.answer(request, reply);
  }

  private answer({ method, url, body }: HttpRequest, reply: HttpReply): void {
    const path = url.slice(url.indexOf(statusPath) + statusPath.length).split('?')[0] ?? '';
    const answer = this.door.certificateStatus({
      method: method === 'POST' ? 'POST' : 'GET',
      path,
      ...(body instanceof Uint8Array && { body }),
    });
    reply.code(answer.status).header('content-type', answer.contentType).send(Buffer.from(answer.body));
  }
}
