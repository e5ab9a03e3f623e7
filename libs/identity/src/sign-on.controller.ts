import '@fastify/cookie';
import { randomBytes } from 'node:crypto';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DomainError } from '@tidu/kernel';
import { Public } from '@tidu/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { accessTokenSeconds } from './access-tokens.js';
import { SignedOnDto, SignInDto } from './dto/sign-on.dto.js';
import type { IdentityErrorCode } from './identity.errors.js';
import { IdentitySettings } from './identity.settings.js';
import { sessionDays } from './sessions.js';
import { SignOn, type SignedOn } from './sign-on.service.js';

const refreshCookie = 'tidu_refresh';
const deviceCookie = 'tidu_device';
const path = '/api/v1/auth';

@ApiTags('sign-on')
@Controller('auth')
@Public()
export class SignOnController {
  constructor(
    private readonly signOn: SignOn,
    private readonly settings: IdentitySettings,
  ) {}

  @Post('login')
  @HttpCode(200)
  @ApiOkResponse({ type: SignedOnDto })
  async login(
    @Body() body: SignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedOnDto> {
    const device = request.cookies[deviceCookie] ?? randomBytes(16).toString('base64url');
    return this.answer(reply, device, await this.signOn.signIn(body.username, body.password, device, request.ip));
  }

  @Post('refresh')
  @HttpCode(200)
  @ApiOkResponse({ type: SignedOnDto })
  async refresh(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SignedOnDto> {
    const token = request.cookies[refreshCookie];
    if (token === undefined) throw new DomainError<IdentityErrorCode>('auth.session-ended');
    const device = request.cookies[deviceCookie] ?? '';
    return this.answer(reply, device, await this.signOn.refresh(token, device));
  }

  @Post('logout')
  @HttpCode(204)
  @ApiNoContentResponse()
  async logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = request.cookies[refreshCookie];
    void reply.clearCookie(refreshCookie, { path });
    if (token !== undefined) await this.signOn.signOut(token);
  }

  private answer(reply: FastifyReply, device: string, signedOn: SignedOn): SignedOnDto {
    const options = { path, httpOnly: true, sameSite: 'strict', secure: this.settings.secureCookies } as const;
    void reply.setCookie(refreshCookie, signedOn.refreshToken, { ...options, maxAge: sessionDays * 86_400 });
    void reply.setCookie(deviceCookie, device, { ...options, maxAge: 365 * 86_400 });
    void reply.header('cache-control', 'no-store');
    return { accessToken: signedOn.accessToken, expiresIn: accessTokenSeconds };
  }
}
